import { isObject, type Json, type JsonObject, objectAt } from '../../worker/api/public/specification/json.ts'
import { closureOf, type Member, membersText, nameText, referencesIn, typeText } from './type-text.ts'

// Types of the API for the npm packages, from the OpenAPI document of the Worker. `npm run api-types` writes them, and
// test/packages/api-types.unit.test.ts compares the files with the code.

/** The type of a body that is a file. */
const FILE_BODY = "import('../file.ts').FileBody"

/** Where the types of all routes are written, and those that a page needs. */
export const API_FILE = 'packages/client/src/generated/api.ts'
export const PAGE_FILE = 'packages/widget/src/generated/answer.ts'

const HEAD = `// Written by \`npm run api-types\` from the OpenAPI document of the Worker (GET /v1/openapi.json). Do not edit.
`

/** What a page gets from the API: an answer with its panels. */
const OF_PAGES = ['Recommendation']

/** A route of the document. */
type Route = { name: string; path: string; method: string; operation: JsonObject }

/** The files of generated types, by their paths from the root. */
export const apiTypes = (document: JsonObject): Record<string, string> => ({
  [API_FILE]: routesText(document),
  [PAGE_FILE]: `${HEAD}\n${schemasText(document, closureOf(document, OF_PAGES))}`,
})

function routesText(document: JsonObject): string {
  const routes = routesOf(document)
  const used = routes.flatMap(({ operation }) => referencesIn(interesting(operation)))
  const names = closureOf(document, [...used, 'Problem'])
  const members = routes.map(({ name, operation }) => memberOf(name, operation))
  return `${HEAD}
/** Every route: what stands in its path and query, its body, and its answer. */
export type Routes = ${membersText(members, 0)}

/** Routes under /v1 that change something and take no \`Idempotency-Key\`, so a repetition may be a second call. */
export const WITHOUT_KEY: ReadonlySet<string> = ${setText(routes.filter(isWithoutKey))}

/** Routes whose body is a file. */
export const TAKES_FILE: ReadonlySet<string> = ${setText(routes.filter(takesFile))}

/** Every code of an error. */
export type ErrorCode = Problem['code']

${schemasText(document, names)}`
}

/** The names of some routes as a set, which a bundler drops where nobody reads it. */
const setText = (routes: readonly Route[]): string =>
  `/* @__PURE__ */ new Set<keyof Routes>([\n${routes.map(({ name }) => `  '${name}',`).join('\n')}\n])`

function schemasText(document: JsonObject, names: readonly string[]): string {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas')
  return names.map((name) => `export type ${name} = ${typeText(schemas[name])}\n`).join('\n')
}

const routesOf = (document: JsonObject): Route[] =>
  Object.entries(objectAt(document, 'paths')).flatMap(([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).flatMap(([method, operation]) =>
      isObject(operation) ? [{ name: `${method.toUpperCase()} ${path}`, path, method, operation }] : [],
    ),
  )

const parametersOf = ({ parameters }: JsonObject): JsonObject[] =>
  Array.isArray(parameters) ? parameters.filter(isObject) : []

const isWithoutKey = ({ path, method, operation }: Route): boolean =>
  method !== 'get' &&
  path.startsWith('/v1/') &&
  !parametersOf(operation).some(({ name }) => name === 'Idempotency-Key')

const takesFile = ({ operation }: Route): boolean => bodyOf(objectAt(operation, 'requestBody')) === FILE_BODY

/** The parts of an operation that a caller sends or gets; every error has the same form. */
const interesting = (operation: JsonObject): Json => [
  operation.parameters ?? [],
  operation.requestBody ?? {},
  ...successes(operation),
]

const successes = (operation: JsonObject): Json[] =>
  Object.entries(objectAt(operation, 'responses')).flatMap(([status, response]) =>
    status.startsWith('2') ? [response] : [],
  )

function memberOf(name: string, operation: JsonObject): Member {
  const all = parametersOf(operation)
  const parts: Member[] = (['path', 'query'] as const).flatMap((place) => {
    const given = all.filter((one) => one.in === place)
    if (given.length === 0) return []
    const isNeeded = given.some(({ required }) => required === true)
    return [{ name: nameText(place, isNeeded), type: membersText(given.map(parameterOf), 4) }]
  })
  const body = bodyOf(objectAt(operation, 'requestBody'))
  if (body !== undefined) parts.push({ name: 'body', type: body })
  parts.push({ name: 'answer', type: answerOf(operation) })
  return {
    name: JSON.stringify(name),
    type: membersText(parts, 2),
    comment: String(operation.summary ?? ''),
  }
}

const parameterOf = ({ name, required, schema }: JsonObject): Member => ({
  name: nameText(String(name), required === true),
  // Values that are undefined are not sent.
  type: typeText(schema, 4) + (required === true ? '' : ' | undefined'),
})

/** The type of a body; a file, unless it may be JSON. */
function bodyOf(requestBody: JsonObject): string | undefined {
  const content = objectAt(requestBody, 'content')
  const types = Object.keys(content)
  if (types.length === 0) return undefined
  const json = content['application/json']
  if (isObject(json)) return typeText(json.schema, 4)
  return FILE_BODY
}

/** The type of the answer: a text, unless it is JSON. */
function answerOf(operation: JsonObject): string {
  const contents = successes(operation).map((response) =>
    objectAt(isObject(response) ? response : {}, 'content'),
  )
  const types = contents.flatMap((content) => {
    const json = content['application/json']
    // A document as JSON, whose form is another standard's.
    if (isObject(json)) return [typeText(json.schema, 4).replace(/^string$/, 'unknown')]
    return [Object.keys(content).length === 0 ? 'undefined' : 'string']
  })
  return [...new Set(types)].join(' | ') || 'undefined'
}
