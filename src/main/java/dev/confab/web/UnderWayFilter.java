package dev.confab.web;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Counts the requests that are under way, those that are answered later by another thread too. */
public class UnderWayFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    private transient UnderWay underWay;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        underWay.begin();
        boolean isLater = false;
        try {
            chain.doFilter(request, response);
            isLater = request.isAsyncStarted() && isToBeHeardOf(request);
        } finally {
            Place.giveBack(request);
            if (!isLater) {
                underWay.end();
            }
        }
    }

    private boolean isToBeHeardOf(HttpServletRequest request) {
        try {
            request.getAsyncContext().addListener(new Ending());
            return true;
        } catch (IllegalStateException e) {
            return false; // answered since it was asked
        }
    }

    private final class Ending implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            underWay.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // It is completed then.
        }

        @Override
        public void onError(AsyncEvent event) {
            // It is completed then.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
