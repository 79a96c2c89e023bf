package dev.confab.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For test classes whose methods take a {@link World}, a {@link ConfabServer} or both: the server is the one that all tests of
 * this run share, so a test must leave it running and as it was; the world is the test's own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedServer.class)
public @interface InTheWorld {

    /**
     * Whether people are held to the limits of {@code confab.limits.*}. With {@code false} the server is another one, whose
     * users may send as fast as they can.
     */
    boolean limited() default true;
}
