/* Pasting into Wagtail's rich-text editor: what has structure goes to the server, which keeps its meaning.
   Plain words, and what was copied in an editor of ours, are pasted as ever. Nothing is inserted that somebody has to
   decide about first: then a dialogue shows what comes in, and the clipboard still holds what was copied. */
(() => {
  const { EditorState, Modifier, convertFromRaw } = window.DraftJS;
  const { ask, away, gettext, open, send, whyNot } = window.exchange;

  const STRUCTURE = "sup, sub, b, strong, i, em, s, strike, del, ins, u, a, ul, ol, table, img, blockquote, dl, h1, h2, h3, h4, h5, h6, br, p + p, div + div, [style]";
  /* So many characters are sent at once. Beyond that, pictures leave their bytes here and only their places come along. */
  const MOST = 8_000_000;
  const PICTURE_BYTES = /(src=["'])data:[^"']*/g;
  const IN_SECTION = /^(.+)-\d+-value-content-\d+-value$/;

  /* A style sheet of its own may raise a number by its class. */
  const hasStructure = (html) => {
    const pasted = new DOMParser().parseFromString(html, "text/html");
    return pasted.querySelector("style") !== null || pasted.body.querySelector(STRUCTURE) !== null;
  };

  /* Where a paste goes: the field's name, and what can stand there. */
  function place(editor) {
    const wrapper = editor.closest("[data-draftail-editor-wrapper]") || editor.parentElement;
    const input = wrapper.querySelector("input[name]") || wrapper.parentElement.querySelector("input[name]");
    const { blockTypes } = input.draftailEditor.props;
    const hasLists = blockTypes.some(({ type }) => type === "unordered-list-item");
    const match = IN_SECTION.exec(input.name);
    const root = match && document.getElementById(`${match[1]}-root`);
    const isSection = Boolean(root && root.rootBlock && hasLists);
    return {
      into: isSection ? "section" : hasLists ? "text" : "lines",
      stream: isSection ? root.rootBlock : null,
      name: input.name,
    };
  }

  function insertText(raw, { getEditorState, setEditorState }) {
    const state = getEditorState();
    const fragment = convertFromRaw(raw).getBlockMap();
    const content = Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), fragment);
    setEditorState(EditorState.push(state, content, "insert-fragment"));
  }

  /* What begins without a heading goes where the cursor is and behind that block; sections behind this section. */
  function insertSections(sections, where, methods) {
    const within = sections.length && !sections[0].value.heading ? sections.shift().value.content : [];
    if (within.length && within[0].type === "text") insertText(JSON.parse(within.shift().value), methods);
    /* By their prefixes: the numbers in them tell when a block was made, not where it stands. */
    const placeIn = ({ children }) => children.findIndex(({ prefix }) => where.name.startsWith(`${prefix}-`));
    const section = placeIn(where.stream);
    const { content } = where.stream.children[section].block.childBlocks;
    const block = placeIn(content);
    within.forEach((added, number) => content.insert(added, block + 1 + number, {}));
    sections.forEach((added, number) => where.stream.insert(added, section + 1 + number, {}));
  }

  function insert(answer, where, methods) {
    if (answer.text) insertText(answer.text, methods);
    if (answer.sections) insertSections(answer.sections, where, methods);
  }

  function say(sentence) {
    const { body } = open("", gettext("Nothing was pasted"), gettext("Insert nothing"));
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent = sentence;
    body.append(words);
  }

  async function look(url, where, methods) {
    const first = await ask(url);
    if (first.error) return say(first.error);
    const { dialogue, body, signal } = open(first.html, gettext("What comes in"), gettext("Insert nothing"));
    body.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (button?.disabled) return;
      if (button) button.disabled = true; // twice, it would come in twice
      try {
        const answer = await send(url, new FormData(event.target), signal);
        if (signal.aborted) return;
        if (answer.error) {
          dialogue.close();
          say(answer.error);
        } else if (answer.step === "look") {
          body.innerHTML = answer.html;
          const wrong = body.querySelector("[role=alert], [aria-invalid=true]");
          if (wrong?.matches("[role=alert]")) wrong.tabIndex = -1;
          wrong?.focus();
        } else {
          dialogue.close();
          insert(answer, where, methods);
        }
      } catch (error) {
        away(body, error);
      } finally {
        if (button) button.disabled = false;
      }
    });
  }

  async function take(url, html, where, methods) {
    const form = new FormData();
    form.set("html", html.length > MOST ? html.replaceAll(PICTURE_BYTES, "$1") : html);
    form.set("into", where.into);
    try {
      const answer = await send(url, form);
      if (answer.error) say(answer.error);
      else if (answer.look) await look(answer.look, where, methods);
      else insert(answer, where, methods);
    } catch (error) {
      const away = gettext("The server does not answer, so nothing was pasted. What you copied is still in the clipboard: paste it again in a moment.");
      say(whyNot(error, away));
    }
  }

  window.draftail.registerPlugin(
    {
      type: "EXCHANGE_PASTE",
      handlePastedText(text, html, editorState, methods) {
        const editor = document.activeElement && document.activeElement.closest(".Draftail-Editor");
        if (!html || !editor || html.includes("data-offset-key") || html.includes("draftjs-conductor") || !hasStructure(html)) return "not-handled";
        take(this.url, html, place(editor), methods);
        return "handled";
      },
    },
    "plugins",
  );
})();
