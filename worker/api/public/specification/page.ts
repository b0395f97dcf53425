import { html, raw } from 'hono/html'
import { isObject, type Json, type JsonObject, objectAt } from './json.ts'
import { typeOf } from './types.ts'

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8d8d2, #3c3c3c); --soft: light-dark(#f4f4ef, #232323); --quiet: light-dark(#5c5c57, #aaa); --link: light-dark(#0b57a4, #8ab8f0) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#fff, #181818); color: light-dark(#1c1c1a, #e8e8e4) }
h1 { margin: 0 } h2 { margin: 2.5rem 0 .25rem } p { margin: .25rem 0 .75rem }
a { color: var(--link) }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 1rem 0 }
.quiet { color: var(--quiet) }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; scroll-margin-top: 1rem }
details:target { outline: 2px solid var(--link) }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; padding: .6rem .75rem; cursor: pointer }
summary code { overflow-wrap: anywhere }
.method { min-width: 4.5em; font-weight: 700; font-size: .8rem; letter-spacing: .03em }
.inside { padding: 0 .75rem .75rem; border-top: 1px solid var(--line) }
h3 { font-size: 1rem; margin: 1rem 0 .25rem } h4 { font-size: .9rem; margin: .75rem 0 .25rem; font-weight: 600 }
pre { background: var(--soft); border-radius: .4rem; padding: .6rem .75rem; margin: .25rem 0; overflow-x: auto; font-size: .85rem; line-height: 1.45 }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .15rem 1rem; margin: .25rem 0 } dt, dd { margin: 0; overflow-wrap: anywhere }
`

/** The specification as one page without scripts. @param document a completed OpenAPI document */
export function pageOf(document: JsonObject) {
  const info = objectAt(document, 'info')
  const tags = Array.isArray(document.tags) ? document.tags.filter(isObject) : []
  const schemas = objectAt(objectAt(document, 'components'), 'schemas')
  const operations = Object.entries(objectAt(document, 'paths')).flatMap(([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: isObject(operation) ? operation : {},
    })),
  )
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} API</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<h1>${info.title} API</h1>
<p>${info.description}</p>
<p class="quiet">For programs: <a href="/v1/openapi.json">/v1/openapi.json</a>, OpenAPI 3.1.</p>
<nav aria-label="Groups">${tags.map(({ name }) => html`<a href="#${name}">${name}</a>`)}<a href="#types">Types</a></nav>
${tags.map(
  ({ name, description }) => html`<section>
<h2 id="${name}">${name}</h2>
<p class="quiet">${description}</p>
${operations.filter(({ operation }) => isIn(operation, name)).map(routeOf)}
</section>`,
)}
<section>
<h2 id="types">Types</h2>
<p class="quiet">Shapes of requests and answers. A question mark means that a member may be absent.</p>
${Object.entries(schemas).map(
  ([name, schema]) => html`<details id="type-${name}">
<summary><code>${name}</code></summary>
<div class="inside"><pre>${typeOf(schema)}</pre></div>
</details>`,
)}
</section>
</body>
</html>`
}

const isIn = (operation: JsonObject, tag: Json | undefined): boolean =>
  Array.isArray(operation.tags) && operation.tags.some((one) => one === tag)

/** One route. */
function routeOf({ method, path, operation }: { method: string; path: string; operation: JsonObject }) {
  const parameters = Array.isArray(operation.parameters) ? operation.parameters.filter(isObject) : []
  const body = Object.entries(objectAt(objectAt(operation, 'requestBody'), 'content'))
  const [, media] = body[0] ?? []
  return html`<details id="${operation.operationId}">
<summary><span class="method">${method}</span><code>${path}</code><span class="quiet">${operation.summary}</span></summary>
<div class="inside">
${
  parameters.length === 0
    ? ''
    : html`<h3>Parameters</h3>
<dl>${parameters.map(parameterOf)}</dl>`
}
${
  isObject(media)
    ? html`<h3>Body</h3>
<p class="quiet">${body.map(([type]) => type).join(', ')}</p>
<pre>${typeOf(media.schema)}</pre>
${'example' in media ? html`<h4>Example</h4><pre>${JSON.stringify(media.example, null, 2)}</pre>` : ''}`
    : ''
}
<h3>Answers</h3>
${Object.entries(objectAt(operation, 'responses')).map(answerOf)}
</div>
</details>`
}

const parameterOf = ({ name, in: place, required, schema, description }: JsonObject) =>
  html`<dt><code>${name}</code>${required ? '' : '?'}</dt><dd><code>${typeOf(schema)}</code> <span class="quiet">${place}${description ? html`. ${description}` : ''}</span></dd>`

function answerOf([status, response]: [string, Json]) {
  const { description, content } = isObject(response) ? response : {}
  const media = Object.entries(isObject(content) ? content : {})[0]
  const isError = Number(status) >= 400
  return html`<p><code>${status}</code> ${isError ? html`<code>${description}</code>` : description}</p>
${!isError && media && isObject(media[1]) ? html`<pre>${typeOf(media[1].schema)}</pre>` : ''}`
}
