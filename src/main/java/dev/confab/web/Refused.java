package dev.confab.web;

/** Ends the handling of a request or frame with a problem. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.title(), null, false, false); // an answer, not a failure: no stack
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
