package io.flaskdata.sdk.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/** A pom as it is written, without what a parent says. */
record Pom(Path file, Document read) {
    static Pom read(Path file) {
        try {
            return new Pom(
                    file,
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
        } catch (Exception e) {
            throw new IllegalStateException(file + " can't be read", e);
        }
    }

    /** What stands at an XPath; empty when that is nothing. */
    String at(String path) {
        try {
            return XPathFactory.newInstance().newXPath().evaluate(path, read);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** What stands at each place that the XPath finds, which must be in parentheses. */
    List<String> all(String path) {
        return IntStream.rangeClosed(1, Integer.parseInt(at("count(" + path + ")")))
                .mapToObj(i -> at(path + "[" + i + "]"))
                .toList();
    }

    String artifact() {
        return at("/project/artifactId");
    }

    String version() {
        return at("/project/version | /project/parent/version");
    }

    boolean isJar() {
        return !at("/project/packaging").equals("pom");
    }
}
