// Prints every diagnostic that yaml-language-server has on the documents below the folders named; ends with 1 if any.
//
// Usage: node check.mjs SCHEMAS PATH...

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { getLanguageService } from "yaml-language-server";

const [schemas, ...paths] = process.argv.slice(2);

function documentsBelow(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith("."))
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return documentsBelow(inner);
      return entry.isFile() && /\.ya?ml$/i.test(entry.name) ? [inner] : [];
    })
    .sort();
}

function schemaOf(path, text) {
  if (basename(path) === "sekisho.yaml") return "settings";
  return /^kind:[ \t]*["']?([a-z0-9-]+)/m.exec(text)?.[1];
}

const service = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(fileURLToPath(uri), "utf8"),
  workspaceContext: { resolveRelativePath: (target, base) => new URL(target, base).href },
});

let nDocuments = 0;
let nDiagnostics = 0;
function say(path, line, message) {
  nDiagnostics += 1;
  console.log(`${relative(process.cwd(), path)}:${line}: ${message}`);
}

for (const path of paths.flatMap((path) => documentsBelow(resolve(path)))) {
  nDocuments += 1;
  const text = readFileSync(path, "utf8");
  const kind = schemaOf(path, text);
  const schema = kind && resolve(schemas, `${kind}.schema.json`);
  if (!schema || !existsSync(schema)) {
    say(path, 1, kind ? `no schema for kind ${kind}` : "no kind");
    continue;
  }
  const uri = pathToFileURL(path).href;
  service.configure({
    validate: true,
    completion: false,
    hover: false,
    yamlVersion: "1.2",
    schemas: [{ uri: pathToFileURL(schema).href, fileMatch: [uri] }],
  });
  const document = TextDocument.create(uri, "yaml", 0, text);
  // An external document owes no field of its kind; that is a rule, which editors do not know.
  const isExternal = /^external:/m.test(text);
  for (const found of await service.doValidation(document, false)) {
    if (isExternal && found.message.startsWith("Missing property")) continue;
    say(path, found.range.start.line + 1, found.message);
  }
}

console.log(`${nDocuments} documents, ${nDiagnostics} diagnostics`);
// A run over nothing proves nothing.
process.exitCode = nDocuments > 0 && nDiagnostics === 0 ? 0 : 1;
