// The door of the extension: JupyterLab and Notebook 7 load this file and call init() and get().
//
// Other extensions get such a file from a bundler. Here it is written by hand, so that the modules beside it can be read
// in the browser as they stand in the repository: get() imports one of them and gives it what JupyterLab shares.
/** @type {any} */ (window)._JUPYTERLAB ??= {};
/** @type {any} */ (window)._JUPYTERLAB["military-partnerships"] = (() => {
  const folder = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  let scope = {};

  /** A package that JupyterLab shares with its extensions, for example "@lumino/widgets". */
  async function shared(name) {
    const offers = Object.values(scope[name] ?? {});
    if (!offers.length) throw new Error(`This JupyterLab does not share ${name}.`);
    const chosen = offers.find(({ loaded }) => loaded) ?? offers[0];
    return (await chosen.get())();
  }

  return {
    init: (shareScope) => {
      scope = shareScope;
    },
    get: async (name) => {
      const { load } = await import(new URL(`${name}.js`, folder).href);
      const value = { __esModule: true, default: await load(shared) };
      return () => value;
    },
  };
})();
