/* Places in the rich text editor: kept as they are, shown by a mark, told by their names. */
(() => {
  const { createElement } = window.React;

  const Place = ({ entityKey, contentState, children }) => {
    const { name } = contentState.getEntity(entityKey).getData();
    return createElement("span", { className: "place-in-text", title: `#${name}` }, children);
  };

  window.draftail.registerPlugin({ type: "PLACE", source: () => null, decorator: Place }, "entityTypes");
})();
