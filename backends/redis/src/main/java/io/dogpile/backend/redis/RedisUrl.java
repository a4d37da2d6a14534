// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.Arguments;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address with what its URL says besides: {@code redis[s]://[[user]:password@]host[:port][/database]}. As a URL may
 * hold a password, no message repeats it.
 *
 * @param database null if the URL names none
 */
record RedisUrl(
        boolean secure,
        Address address,
        Credentials credentials,
        @Nullable Integer database) {

    /** The URLs of a list with commas: at least one; all of them with or without TLS. */
    static List<RedisUrl> parseAll(String list, int defaultPort, Arguments arguments) {
        List<RedisUrl> urls = new ArrayList<>();
        for (String text : list.split(",", -1)) {
            urls.add(parse(text.strip(), urls.size() + 1, defaultPort, arguments));
        }
        RedisUrl first = urls.get(0);
        for (RedisUrl url : urls.subList(1, urls.size())) {
            if (url.secure != first.secure) {
                throw arguments.refused("argument 'url' mixes redis:// and rediss://");
            }
            if (url.credentials.password() != null || url.database != null) {
                throw arguments.refused("only the first URL of 'url' may hold a password or a database");
            }
        }
        return urls;
    }

    private static RedisUrl parse(String text, int number, int defaultPort, Arguments arguments) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refused(number, arguments); // Without its cause, which repeats the text.
        }
        boolean secure = "rediss".equals(uri.getScheme());
        String host = uri.getHost();
        if ((!secure && !"redis".equals(uri.getScheme())) || host == null || uri.getQuery() != null) {
            throw refused(number, arguments);
        }
        int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new RedisUrl(
                secure,
                new Address(bare, port),
                credentials(uri.getRawUserInfo()),
                database(uri.getPath(), number, arguments));
    }

    private static IllegalArgumentException refused(int number, Arguments arguments) {
        return arguments.refused("URL number " + number
                + " of argument 'url' is not of the form redis://host:port/database or rediss://host:port/database,"
                + " with user:password@ before the host if need be; several are separated by commas"
                + " (special characters of a password are written as %xx)");
    }

    private static Credentials credentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return Credentials.NONE;
        }
        int colon = userInfo.indexOf(':');
        String password = decoded(userInfo.substring(colon + 1));
        return new Credentials(colon > 0 ? decoded(userInfo.substring(0, colon)) : null, new Secret(password));
    }

    /** A plus is a plus in this part of a URL. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable Integer database(@Nullable String path, int number, Arguments arguments) {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return null;
        }
        if (!path.matches("/\\d{1,5}")) {
            throw refused(number, arguments);
        }
        return Integer.valueOf(path.substring(1));
    }
}
