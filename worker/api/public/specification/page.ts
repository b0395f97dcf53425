import { html } from 'hono/html'
import { pageStyle } from '../page-style.ts'
import { isObject, type Json, type JsonObject, objectAt } from './json.ts'
import { typeOf } from './types.ts'

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
${pageStyle}
</head>
<body>
<h1>${info.title} API</h1>
<p>${prose(String(info.description))}</p>
<p class="quiet">For programs: <a href="/v1/openapi.json">/v1/openapi.json</a>, OpenAPI 3.1. For people: <a href="/docs/handbook">the documentation</a>.</p>
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
  ([name, schema]) => html`<details>
<summary><code>${name}</code></summary>
<div class="inside" id="type-${name}"><pre>${typeOf(schema)}</pre></div>
</details>`,
)}
</section>
</body>
</html>`
}

const isIn = (operation: JsonObject, tag: Json | undefined): boolean =>
  Array.isArray(operation.tags) && operation.tags.some((one) => one === tag)

/** A text whose backticks mark code. */
const prose = (text: string) =>
  html`${text.split('`').map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`

/** One route. */
function routeOf({ method, path, operation }: { method: string; path: string; operation: JsonObject }) {
  const parameters = Array.isArray(operation.parameters) ? operation.parameters.filter(isObject) : []
  const body = Object.entries(objectAt(objectAt(operation, 'requestBody'), 'content'))
  const [, media] = body[0] ?? []
  return html`<details>
<summary><span class="method">${method}</span><code>${path}</code><span class="quiet">${operation.summary}</span></summary>
<div class="inside" id="${operation.operationId}">
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
  return html`<p><code>${status}</code> ${isError ? html`<code>${description}</code>` : prose(String(description))}</p>
${!isError && media && isObject(media[1]) ? html`<pre>${typeOf(media[1].schema)}</pre>` : ''}`
}
