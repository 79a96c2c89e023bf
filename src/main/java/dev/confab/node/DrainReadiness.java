package dev.confab.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A node that is drained or told to end is not for new people: the load balancer is told so. */
@Readiness
@ApplicationScoped
public class DrainReadiness implements HealthCheck {
    @Inject
    private Nodes nodes;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("drain").status(!nodes.isLeaving()).build();
    }
}
