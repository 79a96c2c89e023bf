import type { ElementContent, RootContent } from "hast";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import markdown from "highlight.js/lib/languages/markdown";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";
import type { ReactNode } from "react";
import styles from "./code-colours.module.css";
import { together } from "./together";

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  markdown,
  php,
  python,
  ruby,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
});

/** The highlighter's many scopes in the few colours that can be told apart. */
const COLOUR: Record<string, string | undefined> = {
  "hljs-keyword": styles.keyword,
  "hljs-selector-tag": styles.keyword,
  "hljs-tag": styles.keyword,
  "hljs-name": styles.keyword,
  "hljs-section": styles.keyword,
  "hljs-literal": styles.value,
  "hljs-number": styles.value,
  "hljs-string": styles.string,
  "hljs-regexp": styles.string,
  "hljs-symbol": styles.value,
  "hljs-bullet": styles.value,
  "hljs-title": styles.title,
  "hljs-type": styles.title,
  "hljs-built_in": styles.title,
  "hljs-attr": styles.title,
  "hljs-attribute": styles.title,
  "hljs-selector-class": styles.title,
  "hljs-selector-id": styles.title,
  "hljs-variable": styles.value,
  "hljs-meta": styles.comment,
  "hljs-comment": styles.comment,
  "hljs-quote": styles.comment,
  "hljs-addition": styles.added,
  "hljs-deletion": styles.removed,
};

export interface Colours {
  /** Null for a language that is not known here. */
  coloured(language: string, text: string): ReactNode | null;
}

export const colours: Colours = {
  coloured(language, text) {
    if (!lowlight.registered(language)) return null;
    return drawn(lowlight.highlight(language, text).children);
  },
};

const drawn = (nodes: readonly (RootContent | ElementContent)[]): ReactNode => together(nodes.map(piece));

function piece(node: RootContent | ElementContent): ReactNode {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return null;
  const names = Array.isArray(node.properties.className) ? node.properties.className : [];
  const colour = names.map((name) => COLOUR[String(name)]).find(Boolean);
  return colour ? <span className={colour}>{drawn(node.children)}</span> : drawn(node.children);
}
