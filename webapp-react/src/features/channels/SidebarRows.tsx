import {
  createContext,
  type ReactElement,
  type Ref,
  type RefObject,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { type CustomItemComponentProps, Virtualizer } from "virtua";
import type { ChannelView } from "../../live/views";

interface SidebarRowsProps {
  rows: readonly ChannelView[];
  scroller: RefObject<HTMLElement | null>;
  /** Those that stay, wherever one scrolls to: a row that has the focus must not go away. */
  kept: readonly (string | null)[];
  children: (channel: ChannelView) => ReactElement;
}

/** Fewer are all drawn. */
const MANY = 40;

/** The rows of one section; of many only those that are in sight. */
export function SidebarRows(props: SidebarRowsProps) {
  const { rows, children } = props;
  if (rows.length > MANY) return <ManyRows {...props} />;
  return (
    rows.length > 0 && (
      <ul>
        {rows.map((channel) => (
          <li key={channel.id}>{children(channel)}</li>
        ))}
      </ul>
    )
  );
}

function ManyRows({ rows, scroller, kept, children }: SidebarRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  // How much stands above it changes with other sections: as they are folded, and as they are measured.
  useLayoutEffect(() => {
    const [inner, outer] = [box.current, scroller.current];
    if (!inner || !outer?.firstElementChild) return;
    const measure = () =>
      setAbove(
        Math.round(inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop),
      );
    const observer = new ResizeObserver(measure);
    observer.observe(outer.firstElementChild);
    measure();
    return () => observer.disconnect();
  }, [scroller]);
  return (
    <div ref={box}>
      <Count value={rows.length}>
        <Virtualizer
          as="ul"
          item={Item}
          data={rows}
          scrollRef={scroller}
          startMargin={above}
          keepMounted={rows.flatMap(({ id }, at) => (kept.includes(id) ? at : []))}
        >
          {children}
        </Virtualizer>
      </Count>
    </div>
  );
}

const Count = createContext(0);

/** Says which of how many it is, as its neighbours may not be there. */
function Item({ ref, index, style, children }: CustomItemComponentProps & { ref?: Ref<HTMLLIElement> }) {
  return (
    <li ref={ref} style={style} aria-posinset={index + 1} aria-setsize={useContext(Count)}>
      {children}
    </li>
  );
}
