package dev.confab.ops;

import java.lang.reflect.Proxy;

/** Something that a bean is given and that its test does not look at: takes every call and does nothing. */
public final class Inert {
    private Inert() {}

    public static <T> T of(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Class<?> result = method.getReturnType();
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == args[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "inert " + type.getSimpleName();
                };
            }
            if (result == boolean.class) {
                return false;
            }
            if (result == int.class) {
                return 0;
            }
            if (result == long.class) {
                return 0L;
            }
            return result.isInterface() ? of(result) : null;
        }));
    }
}
