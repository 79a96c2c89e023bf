import { type FunctionComponent, useEffect, useState } from "react";
import { t } from "../lib/i18n";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import layout from "./layout.module.css";

export interface Late<P> {
  (props: P): React.ReactNode;
  /** Fetches it before it is wanted. If that fails, it is tried again when it is. */
  preload(): Promise<void>;
}

const preloads: (() => Promise<void>)[] = [];

/**
 * Fetches every chunk before it is wanted, one after the other, each when `rest` is over. Those that fail are tried again
 * when they are.
 */
export async function preloadAll(rest = async (): Promise<void> => {}): Promise<void> {
  for (const preload of preloads) {
    await rest();
    await preload();
  }
}

/**
 * A component that is a chunk of its own, fetched when it is first drawn. Without a network, or after a new version
 * took the old files away, it cannot be: then this says so and tries again, and all around it goes on. (React's own
 * `lazy` would throw, once and for ever.)
 */
export function late<P extends object>(load: () => Promise<FunctionComponent<P>>): Late<P> {
  let loaded: FunctionComponent<P> | null = null;
  const fetched = async () => {
    loaded ??= await load();
  };
  const preload = () => fetched().catch(() => {});
  preloads.push(preload);

  // biome-ignore lint/correctness/noComponentHookFactories: it is made once for each chunk, where a module begins.
  function Late(props: P) {
    const [tries, setTries] = useState(0);
    const [state, setState] = useState<"under way" | "here" | "failed">("under way");
    // biome-ignore lint/correctness/useExhaustiveDependencies: each try fetches once.
    useEffect(() => {
      let current = true;
      fetched().then(
        () => current && setState("here"),
        () => current && setState("failed"),
      );
      return () => {
        current = false;
      };
    }, [tries]);
    const Loaded = loaded;
    if (Loaded) return <Loaded {...props} />;
    if (state !== "failed") return null;
    const retry = () => {
      setState("under way");
      setTries(tries + 1);
    };
    const words = (
      <div className={layout.body}>
        <p role="alert">{t.failure.unreachable}</p>
        <div className={layout.actions}>
          <Button look="primary" onClick={retry}>
            {t.failure.retry}
          </Button>
        </div>
      </div>
    );
    const onClose = (props as { onClose?: () => void }).onClose;
    if (!onClose) return words;
    return (
      <Dialog title={t.failure.notLoaded} size="small" onClose={onClose}>
        {words}
      </Dialog>
    );
  }

  return Object.assign(Late, { preload });
}
