import { useRef, useState } from "react";
import { ConnectionBanner } from "../../app/ConnectionBanner";
import { UpdateBar } from "../../app/UpdateBar";
import { update } from "../../app/updates";
import { Waterline } from "../../features/timeline/Waterline";
import type { Suggestion } from "../../lib/completion";
import { treeOf } from "../../lib/markdown/reading";
import { type Live, LiveContext } from "../../live/live-context";
import { useNames } from "../../live/names";
import { Attachments } from "../../ui/Attachments";
import { Avatar } from "../../ui/Avatar";
import { Button, IconButton } from "../../ui/Button";
import { CodeBlock } from "../../ui/CodeBlock";
import { Dialog } from "../../ui/Dialog";
import { EmojiPicker } from "../../ui/EmojiPicker";
import { Field } from "../../ui/Field";
import { FoldedLine } from "../../ui/FoldedLine";
import { Lightbox } from "../../ui/Lightbox";
import { Mark } from "../../ui/Mark";
import { Markdown } from "../../ui/Markdown";
import { Menu } from "../../ui/Menu";
import { NavLink } from "../../ui/NavLink";
import { PresenceMark } from "../../ui/PresenceMark";
import { Reactions } from "../../ui/Reactions";
import { Suggestions } from "../../ui/Suggestions";
import styles from "./components.module.css";
import { files, LONG_NAME, MARKDOWN } from "./made";
import { State } from "./State";

const nothing = () => {};
const LOOKS = ["primary", "quiet", "danger"] as const;
const PRESENCES = ["online", "away", "dnd", "offline"] as const;
const SIZES = ["small", "medium", "large", "sheet"] as const;
const REACTIONS = [
  { emoji: "🌹", users: ["ann", "bob"] },
  { emoji: "👍", users: ["bob"] },
];

export function Parts({ lost }: { lost: Live }) {
  update.set(nothing);
  const names = useNames();
  const reacting = {
    reactions: REACTIONS,
    me: "ann",
    nameOf: (id: string) => id,
    onToggle: nothing,
    onAdd: nothing,
  };
  return (
    <>
      <State name="buttons">
        <div className={styles.plain}>
          {LOOKS.map((look) => (
            <Button key={look} look={look}>
              {look}
            </Button>
          ))}
          {LOOKS.map((look) => (
            <Button key={look} look={look} small>
              small {look}
            </Button>
          ))}
          <Button look="primary" disabled>
            disabled
          </Button>
          <Button look="primary" wide>
            wide
          </Button>
          <IconButton icon="search" label="An icon" />
          <IconButton icon="bell" label="A pressed icon" aria-pressed />
          <IconButton icon="trash" label="A small icon" size={16} />
          <IconButton icon="edit" label="A disabled icon" disabled />
        </div>
      </State>
      <State name="fields">
        <div className={styles.plain}>
          <Field label="Empty" placeholder="A name" onChange={nothing} value="" />
          <Field label="With a hint" hint="Small letters and hyphens" onChange={nothing} value="garden" />
          <Field label="Name" error="is taken" onChange={nothing} value="garden" />
          <Field label="Disabled" disabled onChange={nothing} value="garden" />
        </div>
      </State>
      <State name="faces and how somebody is there">
        <div className={styles.plain}>
          {[20, 28, 36, 56].map((size) => (
            <Avatar key={size} id={`p${size}`} name="Ann Underwood" size={size} presence="online" />
          ))}
          {PRESENCES.map((state) => (
            <span key={state}>
              <PresenceMark state={state} size={14} /> {state}
            </span>
          ))}
          <Mark size={40} />
        </div>
      </State>
      <State name="ways in the sidebar">
        <nav aria-label="Ways">
          <NavLink href="/components.html" icon="thread" title="Here" current />
          <NavLink
            href="/saved"
            icon="save"
            title="With news"
            current={false}
            count={{ of: 3, words: "3 new", isNews: true }}
          />
          <NavLink
            href="/drafts"
            icon="edit"
            title={LONG_NAME}
            current={false}
            count={{ of: 120, words: "120 of them", isNews: false }}
          />
        </nav>
      </State>
      <State name="reactions">
        <div className={styles.plain}>
          <Reactions {...reacting} />
          <Reactions {...reacting} readOnly />
        </div>
      </State>
      <State name="what is folded">
        <div className={styles.plain}>
          <FoldedLine onShow={nothing} />
        </div>
      </State>
      <State name="the waterline">
        <Waterline />
      </State>
      <State name="the connection is lost">
        <LiveContext value={lost}>
          <ConnectionBanner />
        </LiveContext>
      </State>
      <State name="there is a new version">
        <UpdateBar />
      </State>
      <Layers />
      <Completing />
      {Object.entries(files).map(([name, each]) => (
        <State key={name} name={`attachments: ${name}`}>
          <div className={styles.plain}>
            <Attachments files={each} />
          </div>
        </State>
      ))}
      <State name="code without a language">
        <div className={styles.plain}>
          <CodeBlock language={null} text="water the beans" />
        </div>
      </State>
      <State name="all that a message may be written in">
        <div className={styles.plain}>
          <Markdown tree={treeOf(MARKDOWN)} names={names} />
        </div>
      </State>
    </>
  );
}

type Layer = (typeof SIZES)[number] | "unavoidable" | "emoji" | "pictures" | "menu";

/** They stand over the page: one at a time. */
function Layers() {
  const [layer, setLayer] = useState<Layer | null>(null);
  const [beside, setBeside] = useState<HTMLElement | null>(null);
  const close = () => setLayer(null);
  const all: Layer[] = [...SIZES, "unavoidable", "emoji", "pictures", "menu"];
  return (
    <State name="layers">
      <div className={styles.plain}>
        {all.map((each) => (
          <Button
            key={each}
            onClick={(event) => {
              setBeside(event.currentTarget);
              setLayer(each);
            }}
          >
            {each}
          </Button>
        ))}
      </div>
      {SIZES.map(
        (size) =>
          layer === size && (
            <Dialog key={size} title={`A ${size} dialog`} size={size} onClose={close}>
              <Field label="A field in it" autoFocus value="" onChange={nothing} />
            </Dialog>
          ),
      )}
      {layer === "unavoidable" && (
        <Dialog title="One that asks for an answer" size="small">
          <Button look="primary" onClick={close}>
            An answer
          </Button>
        </Dialog>
      )}
      {layer === "emoji" && <EmojiPicker user="ann" beside={beside} onPick={nothing} onClose={close} />}
      {layer === "pictures" && <Lightbox pictures={files.grid} start={0} onClose={close} />}
      {layer === "menu" && beside && (
        <Menu
          label="A menu"
          beside={beside}
          onClose={close}
          items={[
            { icon: "pin", label: "Pin", onChoose: nothing },
            { icon: "trash", label: "Delete", onChoose: nothing },
          ]}
        />
      )}
    </State>
  );
}

const FOUND: Suggestion[] = [
  { key: "bob", face: { person: "bob", name: "Bob" }, title: "Bob", detail: "@bob", insert: "@bob " },
  { key: "dua", face: { person: "dua", name: "دعاء" }, title: "دعاء", detail: "@dua", insert: "@dua " },
  {
    key: "channel",
    face: { icon: "people" },
    title: "@channel",
    detail: "all who are here",
    note: "calls 140 people",
    insert: "@channel ",
  },
  { key: "tulip", face: { emoji: "🌷" }, title: "tulip", detail: ":tulip:", insert: "🌷" },
];

function Completing() {
  const field = useRef<HTMLTextAreaElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  return (
    <State name="suggestions">
      <div className={styles.plain}>
        <textarea ref={field} aria-label="A field" defaultValue="@" />
        <Button aria-pressed={isOpen} onClick={() => setOpen(!isOpen)}>
          list
        </Button>
        <Suggestions
          field={field}
          found={FOUND}
          completion={{
            id: "made",
            word: isOpen ? { sign: "@", query: "", from: 0, to: 1 } : null,
            chosen,
            choose: (key) => setChosen(FOUND.findIndex((each) => each.key === key)),
            accept: () => setOpen(false),
            onKeyDown: () => false,
            handlers: {
              onInput: nothing,
              onSelect: nothing,
              onBlur: nothing,
              onCompositionStart: nothing,
              onCompositionEnd: nothing,
            },
          }}
        />
      </div>
    </State>
  );
}
