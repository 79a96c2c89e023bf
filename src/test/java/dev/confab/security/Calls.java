package dev.confab.security;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every call of REST, read off the JAX-RS resources: what somebody adds tomorrow is in it. */
final class Calls {

    /** A path segment that is an id of nothing. */
    static final String NOBODYS = "00000000000000000000000000";

    private static final String THUMB = "%F0%9F%91%8D";

    /**
     * One call.
     *
     * @param path under {@code /api/v1}, with names in braces for what varies
     * @param isOpen whether it is meant for people who are not signed in
     */
    record Call(String method, String path, boolean isOpen) {

        boolean isUnsafe() {
            return !method.equals("GET");
        }

        boolean takesBody() {
            return method.equals("POST") && !path.equals("/files")
                    || method.equals("PATCH")
                    || method.equals("PUT") && path.matches("/me/(status|password|email)|.*/read|.*/draft");
        }

        /** The path with this in place of each id. */
        String target(String segment) {
            return "/api/v1"
                    + path.replace("{emoji}", THUMB)
                            .replaceAll(
                                    "\\{[^}]*}", segment.replace("\\", "\\\\").replace("$", "\\$"));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private Calls() {}

    static List<Call> all() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.confab.web.rest")
                        .stream()
                        .map(JavaClass::reflect)
                        .filter(type -> type.isAnnotationPresent(Path.class))
                        .flatMap(
                                type -> Arrays.stream(type.getDeclaredMethods()).flatMap(method -> call(type, method)))
                        .sorted(java.util.Comparator.comparing(Call::toString))
                        .toList();
    }

    private static Stream<Call> call(Class<?> type, Method method) {
        var base = type.getAnnotation(Path.class).value();
        var more = method.isAnnotationPresent(Path.class)
                ? method.getAnnotation(Path.class).value()
                : "";
        var path = ("/" + base + "/" + more).replaceAll("/+", "/").replaceAll("/$", "");
        // The annotation is the edge's own affair: known by name.
        var isOpen = Arrays.stream(method.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Open"));
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(http -> http != null)
                .map(http -> new Call(http.value(), path, isOpen));
    }
}
