package dev.confab.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No test may hang for ever. */
class LimitTest {
    @RegisterExtension
    private final BeforeEachCallback seen = context -> run = context;

    private ExtensionContext run;

    @Test
    void each_test_has_a_limit_except_under_a_debugger() {
        assertThat(parameter("default")).isPresent();
        assertThat(parameter("mode")).contains("disabled_on_debug");
    }

    private Optional<String> parameter(String name) {
        return run.getConfigurationParameter("junit.jupiter.execution.timeout." + name);
    }
}
