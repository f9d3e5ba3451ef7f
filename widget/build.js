// Bundles the widget into one classic script, dist/widget.js, and writes its styles for the page without script,
// dist/rating.css. Both are committed: serving Paldies needs no Node.
// With --check it writes nothing and fails when a committed file is not what the sources make.
import { readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { build, transform } from "esbuild";
import { minify } from "terser";
import { PAGE_STYLES, STYLES } from "./styles.js";

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
  mangleProps: /^(leave|arrived|delayed|tell|refused|note|resume|save|remark|remembers?|begin|card|isRated|connect|disconnect|changed|element|outbox|view|read|taps|words|data)$/,
  charset: "utf8",
  tsconfigRaw: {},
  banner: { js: "/*! MIT */" },
  plugins: [minifiedStyles],
  write: false,
});

// A second minifier inlines what is called once, and gives names in an order that compresses better.
const { code: script } = await minify(outputFiles[0].text, {
  ecma: 2022,
  compress: { passes: 3, unsafe_arrows: true, lhs_constants: false },
  format: { comments: "some" },
});
const plain = Buffer.from(script);
// Compressed here, as no server would at every request.
const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

// In a page the same styles reach the element and what is inside of it, and nothing else.
const keyframes = /^@keyframes.*$/m;
const inside = `${STYLES}${PAGE_STYLES}`
  .replace(keyframes, "")
  .replace(/:host\(((?:[^()]|\([^()]*\))*)\)/g, "&$1")
  .replaceAll(":host", "&");
const { code: styles } = await transform(`${STYLES.match(keyframes)} paldies-rating { ${inside} }`, {
  loader: "css",
  minify: true,
  supported: { nesting: false },
});

for (const [path, made] of [
  [bundle, plain],
  [`${bundle}.br`, brotli],
  [`${here}/dist/rating.css`, Buffer.from(styles)],
]) {
  if (!process.argv.includes("--check")) await writeFile(path, made);
  else if (!made.equals(await readFile(path))) {
    console.error(`${path} is stale: run \`make widget\` and commit it`);
    process.exitCode = 1;
  }
}
