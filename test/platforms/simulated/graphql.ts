/** A field of a query: what it is called in the answer, its name, and what is asked of it. */
export type Field = { as: string; name: string; args: string; fields: Field[] }

/** Parses a query without fragments and directives, as our app writes them, except `... on Type`, whose fields belong to what it stands in. */
export function parseQuery(text: string): Field[] {
  const tokens = text.match(/\.\.\.|"(?:[^"\\]|\\.)*"|[\w$]+|[^\s,]/g) ?? []
  let at = 0
  const arguments_ = (): string => {
    const begin = at
    for (let depth = 0; at < tokens.length; at += 1) {
      if (tokens[at] === '(') depth += 1
      if (tokens[at] === ')' && --depth === 0) return tokens.slice(begin, ++at).join(' ')
    }
    throw new Error('An argument list is not closed.')
  }
  const selection = (): Field[] => {
    const fields: Field[] = []
    at += 1
    while (tokens[at] !== '}') {
      if (at >= tokens.length) throw new Error('A selection is not closed.')
      if (tokens[at] === '...') {
        at += 3
        fields.push(...selection())
        continue
      }
      const first = tokens[at++] ?? ''
      const isAlias = tokens[at] === ':'
      if (isAlias) at += 1
      const name = isAlias ? (tokens[at++] ?? '') : first
      const args = tokens[at] === '(' ? arguments_() : ''
      fields.push({ as: first, name, args, fields: tokens[at] === '{' ? selection() : [] })
    }
    at += 1
    return fields
  }
  while (tokens[at] !== '{') {
    if (at >= tokens.length) throw new Error('The query has no selection.')
    if (tokens[at] === '(') arguments_()
    else at += 1
  }
  return selection()
}

/** A value of the store: a connection is a list under the key `nodes`, a field with arguments a function of them. */
export type Value = { [name: string]: unknown }

const isConnection = (value: unknown): value is { nodes: Value[] } =>
  typeof value === 'object' && value !== null && Array.isArray((value as { nodes?: unknown }).nodes)

/** Lines that a bulk operation makes of nodes: each object, and the nodes of its connections right behind it. */
export function linesOf(nodes: readonly Value[], fields: readonly Field[], parent?: string): string[] {
  return nodes.flatMap((node) => {
    const children: string[] = []
    const line = pick(node, fields, (connection, asked) => {
      children.push(...linesOf(connection.nodes, asked, String(node.id)))
    })
    return [JSON.stringify({ ...line, ...(parent !== undefined && { __parentId: parent }) }), ...children]
  })
}

/** The asked fields of a value. @throws {Error} for a field that the type does not have */
export function pick(
  value: Value,
  fields: readonly Field[],
  onConnection: (connection: { nodes: Value[] }, asked: Field[]) => void,
): Value {
  const found: Value = {}
  for (const { as, name, args, fields: asked } of fields) {
    if (!(name in value)) throw new Error(`Field '${name}' doesn't exist on type '${value.__typename}'`)
    const given = value[name]
    const cell = typeof given === 'function' ? given(args) : given
    if (isConnection(cell)) onConnection(cell, nodeFields(asked))
    else if (Array.isArray(cell) && asked.length > 0)
      found[as] = cell.map((one) => pick(one, asked, refuseConnection))
    else if (typeof cell === 'object' && cell !== null && !Array.isArray(cell))
      found[as] = pick(cell as Value, asked, onConnection)
    else found[as] = cell
  }
  return found
}

function refuseConnection(): never {
  throw new Error('Queries that contain a connection field within a list field are not currently supported.')
}

/** The fields of a connection's nodes. */
export function nodeFields(fields: readonly Field[]): Field[] {
  const node = fields.find(({ name }) => name === 'edges')?.fields.find(({ name }) => name === 'node')
  if (!node) throw new Error('A connection of a bulk query needs edges and node.')
  return node.fields
}

/** Depth and number of the connections of a bulk query. @throws {Error} beyond what Shopify allows */
export function checkBulk(fields: readonly Field[]): void {
  let count = 0
  const visit = (some: readonly Field[], depth: number) => {
    for (const { fields: inner } of some) {
      const isOne = inner.some(({ name }) => name === 'edges')
      if (isOne) count += 1
      if (isOne && depth === 2)
        throw new Error('Bulk queries cannot contain connections with a nesting depth greater than 2.')
      visit(inner, depth + (isOne ? 1 : 0))
    }
  }
  visit(fields, 0)
  if (count === 0) throw new Error('Bulk queries must contain at least one connection.')
  if (count > 5) throw new Error('Bulk queries cannot contain more than 5 connections.')
}
