import { Component, type ReactNode } from "react";
import { late } from "./late";

const Broken = late(() => import("./Broken").then((all) => all.Broken));

interface BoundaryProps {
  children: ReactNode;
  /** What stands in its place; without it, that it is broken and can be tried again. */
  instead?: () => ReactNode;
  /** What is shown: when it is another, that is tried. */
  of?: unknown;
}

/** What breaks inside takes nothing with it that is outside. React itself writes the error to the console. */
export class Boundary extends Component<BoundaryProps, { error: unknown; isBroken: boolean }> {
  override state = { error: null as unknown, isBroken: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, isBroken: true };
  }

  readonly #again = () => this.setState({ error: null, isBroken: false });

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.isBroken && before.of !== this.props.of) this.#again();
  }

  override render(): ReactNode {
    const { instead } = this.props;
    if (this.state.isBroken && instead) return instead();
    if (this.state.isBroken) return <Broken error={this.state.error} onAgain={this.#again} />;
    return this.props.children;
  }
}
