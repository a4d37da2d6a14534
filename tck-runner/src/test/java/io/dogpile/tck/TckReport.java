// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Surefire's XML report of one test class. Components as in {@link TckRun}. */
record TckReport(Map<String, Outcome> tests, List<String> excluded, Map<String, String> properties) {

    private static final Pattern EXCLUSION = Pattern.compile("===== EXCLUDING TEST\\s+'([^']+)'\\s+'([^']+)'");

    /** All the reports in a folder; none if there is no such folder. */
    static List<TckReport> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<TckReport> reports = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList()) {
                reports.add(read(file));
            }
        }
        return reports;
    }

    private static TckReport read(Path file) throws IOException {
        try {
            return of(DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement());
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("The test report " + file + " is not readable: " + e.getMessage(), e);
        }
    }

    private static TckReport of(Element suite) {
        Map<String, Outcome> tests = new HashMap<>();
        // A test is listed twice if its teardown failed too; it counts once, with the worse outcome.
        elements(suite, "testcase").forEach(test -> tests.merge(nameOf(test), outcomeOf(test), Outcome::or));
        Map<String, String> properties = new HashMap<>();
        elements(suite, "property")
                .forEach(property -> properties.put(property.getAttribute("name"), property.getAttribute("value")));
        List<String> excluded = EXCLUSION
                .matcher(suite.getTextContent())
                .results()
                .map(line -> line.group(1) + "#" + line.group(2))
                .toList();
        return new TckReport(tests, excluded, properties);
    }

    private static String nameOf(Element test) {
        return test.getAttribute("classname") + "#" + test.getAttribute("name");
    }

    private static Outcome outcomeOf(Element test) {
        return elements(test, "*")
                .map(child -> Outcome.ofElement(child.getTagName()))
                .reduce(Outcome.PASSED, Outcome::or);
    }

    private static Stream<Element> elements(Element parent, String tag) {
        NodeList nodes = parent.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
    }
}
