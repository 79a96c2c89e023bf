/**
 * The form of the Java sources: {@code mvn verify} checks it, {@code mvn -Pfix} makes it so. Here and not in a Maven plugin,
 * because a formatter reads Java with the compiler of the JVM that it runs on, and Maven's may be older than our Java.
 */
package dev.confab.format;
