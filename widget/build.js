// Bundles the widget into one classic script, dist/widget.js, which is committed: serving Paldies needs no Node.
// With --check it writes nothing and fails when a committed file is not what the sources make.
import { readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
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
      return { contents: source.replace(literal, () => JSON.stringify(shortened(code.trim()))) };
    });
  },
};

/** @param {string} css whose own properties get names of one letter, and values without spaces */
function shortened(css) {
  return css
    .replace(/--(ink|surface|accent|muted|line|tint)\b/g, (_, name) => `--${name[0]}`)
    .replace(/(--[\w-]+:) /g, "$1")
    .replaceAll(", ", ",");
}

const { outputFiles } = await build({
  entryPoints: [`${here}/embed.js`],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  // What the modules call each other and nobody else: neither the contract, the store nor a page.
  mangleProps: /^(isUnsent|choice|pending|leave|arrived|delayed|tell|refused|facts|note|resume|save)$/,
  charset: "utf8",
  banner: { js: "/*! MIT */" },
  plugins: [minifiedStyles],
  write: false,
});

const plain = Buffer.from(outputFiles[0].contents);
// Compressed here, as no server would at every request.
const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

for (const [path, made] of [[bundle, plain], [`${bundle}.br`, brotli]]) {
  if (!process.argv.includes("--check")) await writeFile(path, made);
  else if (!made.equals(await readFile(path))) {
    console.error(`${path} is stale: run \`make widget\` and commit it`);
    process.exitCode = 1;
  }
}
