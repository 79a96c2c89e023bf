import { Component, type ReactNode } from "react";
import { late } from "./late";

const Broken = late(() => import("./Broken").then((all) => all.Broken));

interface BoundaryProps {
  children: ReactNode;
}

/** What breaks inside takes nothing with it that is outside. React itself writes the error to the console. */
export class Boundary extends Component<BoundaryProps, { error: unknown; isBroken: boolean }> {
  override state = { error: null as unknown, isBroken: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, isBroken: true };
  }

  readonly #again = () => this.setState({ error: null, isBroken: false });

  override render(): ReactNode {
    if (this.state.isBroken) return <Broken error={this.state.error} onAgain={this.#again} />;
    return this.props.children;
  }
}
