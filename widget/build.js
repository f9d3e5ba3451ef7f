// Bundles the widget into one classic script, dist/widget.js, which is committed: serving Paldies needs no Node.
// With --check it writes nothing and fails when the committed file is not what the sources make.
import { readFile, writeFile } from "node:fs/promises";
import { build, transform } from "esbuild";

const here = import.meta.dirname;
const bundle = `${here}/dist/widget.js`;

/** The style sheet is a template literal, where a minifier of scripts does not look. */
const minifiedStyles = {
  name: "minified-styles",
  setup({ onLoad }) {
    onLoad({ filter: /styles\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const [literal, css] = source.match(/`([^`]*)`/);
      const { code } = await transform(css, { loader: "css", minify: true });
      return { contents: source.replace(literal, () => JSON.stringify(code.trim())) };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: [`${here}/embed.js`],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  banner: { js: "/*! Paldies, MIT */" },
  plugins: [minifiedStyles],
  write: false,
});

if (!process.argv.includes("--check")) await writeFile(bundle, outputFiles[0].text);
else if ((await readFile(bundle, "utf8")) !== outputFiles[0].text) {
  console.error("widget/dist/widget.js is stale: run `make widget` and commit it");
  process.exit(1);
}
