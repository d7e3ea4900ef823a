// What eslint wants of the course's JavaScript. `npm run lint` runs it; CONTRIBUTING.md says what to do with its words.
//
// eslint stays at version 9, because version 10 does not run on the Node.js of Debian 12 and Ubuntu 24.04.
import js from "@eslint/js";
import globals from "globals";

// Texts go into the page as text nodes (element() in common.js), so that nothing in an item or a notebook runs as a script.
const AS_TEXT = "Use element() of common.js: it puts texts into the page as text, never as HTML.";
const AS_MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];

export default [
  // What is built from our own files, and reveal.js as its makers ship it.
  { ignores: ["**/built/", "**/reveal/"] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": ["error", ...AS_MARKUP.map((property) => ({ property, message: AS_TEXT }))],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["course/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/**/*.js"], languageOptions: { globals: globals.node } },
];
