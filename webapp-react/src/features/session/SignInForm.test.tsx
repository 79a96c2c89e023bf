// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Http } from "../../lib/http";
import { meOf } from "../../testing/sim-server";
import { SignInForm } from "./SignInForm";
import { SignUpForm } from "./SignUpForm";

afterEach(cleanup);

const answering = (status: number, body: object) =>
  new Http(
    async () =>
      new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }),
  );

function fill(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

test("the right password signs in", async () => {
  const onSignedIn = vi.fn();
  render(<SignInForm http={answering(200, meOf("ann"))} onSignedIn={onSignedIn} />);
  fill("Username or email", "ann");
  fill("Password", "quiet waters run deep");
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(expect.objectContaining({ id: "ann" })));
});

test("the wrong one says so without saying which half was wrong", async () => {
  render(
    <SignInForm http={answering(401, { type: "/p", title: "No", status: 401 })} onSignedIn={() => {}} />,
  );
  fill("Username or email", "ann");
  fill("Password", "x");
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("alert")).textContent).toBe("That username or password is not right.");
});

test("a refused field is named and described", async () => {
  const problem = {
    type: "/p",
    title: "Invalid",
    status: 422,
    errors: [{ field: "password", message: "must have at least 10 characters" }],
  };
  render(<SignUpForm http={answering(422, problem)} onSignedIn={() => {}} />);
  fill("Username", "ann");
  fill("Password", "short");
  fireEvent.submit(screen.getByRole("button", { name: "Create account" }).closest("form") as HTMLFormElement);
  await screen.findByText("Password must have at least 10 characters");
  expect(screen.getByLabelText("Password").getAttribute("aria-invalid")).toBe("true");
});
