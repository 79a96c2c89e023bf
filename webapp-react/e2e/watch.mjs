/**
 * Watches a window for all that a hostile text could bring about. What comes onto the page is judged as it comes, also
 * what is gone a moment later; what the browser refuses, asks for or opens is told too. All of it is in the list that
 * comes back.
 */
import { until } from "./people.mjs";

export async function watch({ context, page, broken }, base) {
  const { origin, host } = new URL(base);
  const tell = (words) => broken.push(words);
  await context.exposeBinding("tellBreach", (_source, words) => tell(words));
  await context.addInitScript(judge, origin);
  await context.route(
    (url) => /^(?:https?|ftp):$/u.test(url.protocol) && url.origin !== origin,
    (route) => {
      tell(`asked for ${route.request().url()}`);
      return route.abort();
    },
  );
  context.on("page", (opened) => {
    tell(`opened a window: ${opened.url()}`);
    void opened.close();
  });
  page.on("websocket", (socket) => new URL(socket.url()).host !== host && tell(`socket to ${socket.url()}`));
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame()) tell(`a frame: ${frame.url()}`);
    else if (!/^about:blank$/u.test(frame.url()) && new URL(frame.url()).origin !== origin)
      tell(`went to ${frame.url()}`);
  });
  return broken;
}

/** Runs in the page before anything of the page does. */
function judge(origin) {
  const told = new Set();
  const tell = (what, element) => {
    const words = element ? `${what}: ${element.outerHTML.slice(0, 300)}` : what;
    if (told.has(words)) return;
    told.add(words);
    window.tellBreach(words);
  };
  Object.defineProperty(window, "__x", { set: () => tell("a script of theirs ran"), get: () => undefined });
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    tell(`policy: ${effectiveDirective} ${blockedURI}`),
  );

  const list = (words) => new Set(words.split(" "));
  const DRAWN = list(
    "div p strong em s code pre a blockquote ul ol li hr table thead tbody tr th td span bdi",
  );
  const CHROME = list("button svg path circle rect line g defs pattern");
  const MORE = list(
    "body main nav aside section header footer h1 h2 h3 article dialog form fieldset legend label input textarea" +
      " select option progress img audio video time kbd mark details summary dl dt dd small noscript b i figure",
  );
  const ADDRESSES = list(
    "href src action formaction xlink:href data srcdoc poster srcset background ping cite manifest",
  );
  const GIVEN = list("class dir href target rel title start role tabindex data-person data-clipped type");
  const OWN_CLASS = /^(?:_[\w-]+|hidden-text)$/u;
  const PLACE = /^\/(?:c\/|(?:threads|mentions|saved)$)/u;

  function judgeAddress(element, { name, value }, tag, inMessage) {
    if (name === "srcdoc") return tell(name, element);
    if (!URL.canParse(value, location.href)) return tell(`${name} that leads nowhere`, element);
    const url = new URL(value, location.href);
    if (url.origin === origin && /^https?:$/u.test(url.protocol)) {
      if (inMessage && tag === "a" && !PLACE.test(url.pathname)) tell("a link into our own server", element);
      return;
    }
    if (tag === "img" && name === "src" && /^(?:blob|data):$/u.test(url.protocol)) return;
    if (tag !== "a" || !/^(?:https?|mailto):$/u.test(url.protocol))
      return tell(`${name} to elsewhere`, element);
    const rel = element.rel.split(" ");
    if (!["noopener", "noreferrer", "nofollow"].every((word) => rel.includes(word))) tell("rel", element);
  }

  function judgeOne(element) {
    if (element === document.documentElement || element.closest("head")) return;
    const tag = element.localName;
    const message = element.parentElement?.closest('[class*="_markdown_"]');
    const inChrome = element.closest("button, svg") !== null;
    const known = DRAWN.has(tag) || CHROME.has(tag) || (!message && MORE.has(tag));
    if (!known) tell(`an element ${tag}`, element);
    for (const attribute of element.attributes) {
      const { name } = attribute;
      if (name.startsWith("on")) tell(name, element);
      if (ADDRESSES.has(name)) judgeAddress(element, attribute, tag, message);
      if (!message) continue;
      if (!(inChrome || GIVEN.has(name) || name.startsWith("aria-"))) tell(`${name} in a message`, element);
      if (name === "style") tell("style in a message", element);
    }
    if (message && [...element.classList].some((word) => !OWN_CLASS.test(word)))
      tell("a class in a message", element);
  }

  // What turns the text after it must end where the words end, which only an element with a direction makes sure of.
  const TURNS = /[\u202a-\u202e\u2066-\u2069]/u;
  const APART = 'body [dir], bdi, textarea, [role="log"]';

  function judgeText({ data, parentElement }) {
    if (TURNS.test(data) && parentElement && !parentElement.closest(APART))
      tell("turned text", parentElement);
  }

  const judgeAll = (root) => {
    if (root instanceof Text) judgeText(root);
    if (!(root instanceof Element)) return;
    judgeOne(root);
    for (const each of root.querySelectorAll("*")) judgeOne(each);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) judgeText(texts.currentNode);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes)
      if (type === "attributes") judgeOne(target);
      else if (type === "characterData") judgeText(target);
      else addedNodes.forEach(judgeAll);
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  /** What is not where it belongs: a page that scrolls, a region beyond its edge, a row wider than its place. */
  window.outOfPlace = () => {
    const wrong = [];
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight)
      wrong.push(`the page is ${scrollWidth} x ${scrollHeight}`);
    for (const region of document.querySelectorAll("[data-region], dialog[open]")) {
      const { left, top, right, bottom } = region.getBoundingClientRect();
      if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
        wrong.push(`beyond the edge: ${region.dataset.region ?? region.localName}`);
    }
    for (const row of document.querySelectorAll("article, h1, nav a, [data-region] li, dialog[open] li"))
      if (row.scrollWidth > row.clientWidth + 1 && getComputedStyle(row).overflowX === "visible")
        wrong.push(`wider than its place: ${row.outerHTML.slice(0, 300)}`);
    return wrong;
  };
}

/** Brings about each breach on purpose: of a watch that sees nothing, silence says nothing. */
export async function provoke(page, broken) {
  await page.evaluate(() => {
    const put = (parent, tag, attributes) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      parent.append(element);
      return element;
    };
    const place = put(document.body, "div", { class: "provoked" });
    const message = put(place, "div", { class: "_markdown_provoked_1" });
    put(place, "img", { src: "https://provoked.test/x.png", onprovoked: "" });
    put(place, "a", { href: "javascript:alert(1)" });
    put(place, "a", { href: "https://provoked.test/" });
    put(place, "object", {});
    put(message, "span", { style: "color: red" });
    put(message, "span", { class: "provoked" });
    put(message, "span", { id: "provoked" });
    put(message, "a", { href: "/api/v1/session" });
    put(place, "script", {});
    put(place, "span", {}).textContent = "\u202edekovorp";
    const narrow = put(place, "article", {});
    narrow.style.width = "10px";
    narrow.textContent = "unbreakable";
    window.outOfPlace().forEach(window.tellBreach);
    window.__x = 1;
    window.open("https://provoked.test/window");
    alert("provoked");
    try {
      place.innerHTML = "<b>provoked</b>";
    } catch {
      // What Trusted Types refuse is told as a breach of the policy.
    }
    place.remove();
  });
  const wanted = [
    /^policy: img-src https:\/\/provoked\.test/,
    /^an element script/,
    /^policy: require-trusted-types-for/,
    /^policy: style-src/,
    /^src to elsewhere/,
    /^onprovoked/,
    /^href to elsewhere: <a href="javascript/,
    /^rel: /,
    /^an element object/,
    /^style in a message/,
    /^a class in a message/,
    /^id in a message/,
    /^a link into our own server/,
    /^a script of theirs ran/,
    /^turned text/,
    /^wider than its place/,
    /^opened a window/,
    /^dialog: provoked/,
  ];
  await until("every breach that was provoked to be told", async () => {
    const untold = wanted.filter((words) => !broken.some((each) => words.test(each)));
    return untold.length === 0 || { untold: untold.map(String), told: broken };
  });
  broken.length = 0;
}
