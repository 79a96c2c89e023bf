import type { ReactNode } from "react";
import styles from "./components.module.css";

export function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <figure className={styles.state}>
      <figcaption>{name}</figcaption>
      {children}
    </figure>
  );
}
