import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { RpcError } from './json-rpc.ts'

/** Calls a route of the API with the caller's own rights. @throws {ToolFailure} with the API's own words if it refuses */
// biome-ignore lint/suspicious/noExplicitAny: each route answers in a shape of its own, which its schema states
export type CallApi = (path: string, init?: { method: string; json: object }) => Promise<any>

/** A tool that could not do what it was asked; the agent reads why. */
export class ToolFailure extends Error {}

/** Hints for the client about what a call may change; clients must not rely on them. */
type Hints = {
  readOnlyHint: boolean
  idempotentHint?: boolean
  destructiveHint?: false
  openWorldHint: false
}
export const READS: Hints = { readOnlyHint: true, openWorldHint: false }
export const ADDS: Hints = { readOnlyHint: false, destructiveHint: false, openWorldHint: false }

type Written<Input, Given> = {
  name: string
  title: string
  /** For the agent: what it gives, and when to call it. */
  description: string
  hints: Hints
  /** Address of the page that shows the result (MCP Apps). */
  ui?: string
  /** @param given the arguments as they came, for a route that reads them itself */
  run(input: Input, api: CallApi, given: Given): Promise<object>
}

/** A tool whose input is checked before it runs. */
export type Tool = Omit<Written<never, never>, 'run'> & {
  schema: object
  call(input: unknown, api: CallApi): Promise<object>
}

/**
 * @param shape of the arguments, an object; its JSON Schema (2020-12) is what agents are told
 */
export function tool<Shape extends v.GenericSchema>(
  shape: Shape,
  { run, ...written }: Written<v.InferOutput<Shape>, v.InferInput<Shape>>,
): Tool {
  return {
    ...written,
    // What JSON Schema cannot say, such as a check across fields, is said when it fails.
    schema: toJsonSchema(shape, { target: 'draft-2020-12', typeMode: 'input', errorMode: 'ignore' }),
    async call(input, api) {
      const { success, output, issues } = v.safeParse(shape, input)
      if (success) return await run(output, api, input as v.InferInput<Shape>)
      const [first] = issues
      const field = v.getDotPath(first)
      throw new RpcError(
        'invalid_params',
        200,
        `The arguments of ${written.name} are not as described: ${field ? `"${field}": ` : ''}${first.message}`,
      )
    },
  }
}

/** The tool as a list shows it. */
export const listed = ({ name, title, description, schema, hints, ui }: Tool) => ({
  ...{ name, title, description, inputSchema: schema, annotations: hints },
  ...(ui && { _meta: { ui: { resourceUri: ui } } }),
})
