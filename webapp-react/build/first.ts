// What is drawn first comes in a few parts: the session and its words, React, Markdown, and all that draws. Each is
// evaluated in a task of its own (`src/app/main.ts`), and all are fetched with the page.
import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

const START = "/src/app/main.ts";
const TALK = "/src/app/Conversation.tsx";
const DRAW = "/src/app/draw.tsx";

const closures = new Map<string, ReadonlySet<string>>();

/** All that a module imports, and what that imports, but for what it imports only when it is wanted. */
function closureOf(root: string, context: Rolldown.ChunkingContext): ReadonlySet<string> {
  const known = closures.get(root);
  if (known) return known;
  const all = new Set<string>();
  const visit = (id: string) => {
    if (all.has(id)) return;
    all.add(id);
    context.getModuleInfo(id)?.importedIds.forEach(visit);
  };
  visit(new URL(`..${root}`, import.meta.url).pathname);
  closures.set(root, all);
  return all;
}

const isOf = (root: string) => (id: string, context: Rolldown.ChunkingContext) =>
  closureOf(root, context).has(id);

function part(name: string, is: (id: string, context: Rolldown.ChunkingContext) => boolean) {
  return { name: (id: string, context: Rolldown.ChunkingContext) => (is(id, context) ? name : null) };
}

const isReact = /\/node_modules\/(?:react|react-dom|scheduler)\//u;
const isMarkdown = /\/src\/lib\/markdown\/parse\.ts$/u;
/** What `src/app/main.ts` imports step by step. */
const STEPS = [
  /\/react-dom\/client\.js$/u,
  isMarkdown,
  /\/src\/app\/Conversation\.tsx$/u,
  /\/src\/app\/draw\.tsx$/u,
];

/** From what is needed first to what needs it. */
export const parts = [
  part("react", (id, context) => isReact.test(id) && isOf(DRAW)(id, context)),
  part("start", isOf(START)),
  part("markdown", (id) => isMarkdown.test(id)),
  part("talk", isOf(TALK)),
  part("draw", isOf(DRAW)),
];

export function first(): Plugin {
  return {
    name: "first",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const scripts = new Set<string>();
        const styles = new Set<string>();
        const visit = (file: string) => {
          const chunk = bundle[file];
          if (scripts.has(file) || chunk?.type !== "chunk") return;
          scripts.add(file);
          chunk.imports.forEach(visit);
          for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
        };
        const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
        for (const step of STEPS) {
          const found = chunks.filter(({ moduleIds, facadeModuleId }) =>
            [facadeModuleId, ...moduleIds].some((id) => id && step.test(id)),
          );
          if (found.length === 0) throw new Error(`Nothing was made of ${step.source}`);
          for (const { fileName } of found) visit(fileName);
        }
        const start = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(START)));
        const reached =
          start?.imports.flatMap((file) => chunks.filter(({ fileName }) => fileName === file)) ?? [];
        if (reached.some(({ moduleIds }) => moduleIds.some((id) => isReact.test(id))))
          throw new Error(`${START} reaches React, which is to be evaluated after it`);
        const isNew = (file: string) => !html.includes(`/${file}"`);
        const link = (attrs: HtmlTagDescriptor["attrs"]) => (file: string) => ({
          tag: "link",
          attrs: { ...attrs, crossorigin: true, href: `/${file}` },
          injectTo: "head" as const,
        });
        // Later than the shapes and their style, which would share a slow line with them.
        return [
          ...[...scripts].filter(isNew).map(link({ rel: "modulepreload", fetchpriority: "low" })),
          // The shapes need none of it; the import waits for it.
          ...[...styles].filter(isNew).map(link({ rel: "preload", as: "style", fetchpriority: "low" })),
        ];
      },
    },
  };
}
