/* The citation button of Wagtail's rich-text editor: a dialogue that finds a work, and a mark that stands for it. */
(() => {
  const { EditorState, Modifier } = window.DraftJS;
  const { createElement } = window.React;
  const { DraftUtils, ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;

  const { Icon } = window.wagtail.components;

  const MODAL_STEPS = {
    cite: (modal) => {
      modal.container.attr("aria-label", modal.body.find("h1").text().trim());
      modal.ajaxifyForm(modal.body.find("form"));
      const first = modal.body.find("[data-citation-focus]")[0];
      if (first) first.focus();
    },
    cited: (modal, answer) => modal.respond("cited", answer.cited),
  };

  class CitationSource extends ModalWorkflowSource {
    getChooserConfig(entity) {
      const urlParams = this.edited() ? { ...entity.getData() } : {};
      return {
        url: this.props.entityType.chooserUrls.choose,
        urlParams,
        onload: MODAL_STEPS,
        responses: { cited: this.onChosen },
      };
    }

    filterEntityData({ id, locator, passage }) {
      return { id, locator, passage };
    }

    /* Where the mark that is being edited stands. Who selects a claim together with its mark adds another one. */
    edited() {
      const { editorState, entity, entityKey } = this.props;
      if (!entity || !entityKey) return null;
      const selection = editorState.getSelection();
      const mark = DraftUtils.getEntitySelection(editorState, entityKey);
      const isWithin =
        selection.getStartKey() === mark.getStartKey() &&
        selection.getEndKey() === mark.getEndKey() &&
        selection.getStartOffset() >= mark.getStartOffset() &&
        selection.getEndOffset() <= mark.getEndOffset();
      return isWithin ? mark : null;
    }

    /* After what is selected, which is the claim; in place of the mark that is being edited. */
    onChosen(cited) {
      const { editorState, entityType, onComplete } = this.props;
      const created = editorState.getCurrentContent().createEntity(entityType.type, "IMMUTABLE", this.filterEntityData(cited));
      const key = created.getLastCreatedEntityKey();
      const selection = editorState.getSelection();
      const end = selection.merge({
        anchorKey: selection.getEndKey(),
        anchorOffset: selection.getEndOffset(),
        focusKey: selection.getEndKey(),
        focusOffset: selection.getEndOffset(),
        isBackward: false,
      });
      const content = Modifier.replaceText(created, this.edited() || end, cited.label, null, key);
      this.workflow.close();
      onComplete(EditorState.push(editorState, content, "insert-characters"));
    }
  }

  function Citation(props) {
    const { locator } = props.contentState.getEntity(props.entityKey).getData();
    return createElement(TooltipEntity, { ...props, icon: createElement(Icon, { name: "openquote" }), label: locator || "" });
  }

  registerPlugin({ type: "CITATION", source: CitationSource, decorator: Citation }, "entityTypes");
})();
