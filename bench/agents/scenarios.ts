/** Why a scenario, or one check of it, says nothing about a server of ours. */
export type Reason = {
  why: string
  /** Dotted paths into the capabilities of which the reason holds only while the server declares none. */
  undeclared?: readonly string[]
}

const FIXTURE: Reason = {
  why: 'calls a tool or reads a resource of the suite’s own example server (`test_…`, `test://…`), which a shop does not have',
}
const NO_INPUT: Reason = {
  why: 'no tool asks the client back (sampling, elicitation, roots), so every answer is complete; the example tools of the suite do',
}
const NO_STREAM: Reason = {
  why: 'there are no streams: each answer is one JSON object, and `GET` is 405, as the protocol allows',
}
const undeclared = (what: string, ...capabilities: string[]): Reason => ({
  why: `${what}: optional, and not declared among the capabilities`,
  undeclared: capabilities,
})
const SUBSCRIPTIONS = undeclared('subscriptions to resources', 'resources.subscribe')
const PROMPTS = undeclared('prompts', 'prompts')
const LOGGING = undeclared('logging', 'logging')

/** Scenarios of which nothing applies, by their name or the beginning of it that ends with a dash. The longest entry counts. */
const NOT_APPLICABLE: Readonly<Record<string, Reason>> = {
  'tools-call-': FIXTURE,
  'tools-call-with-logging': LOGGING,
  'tools-call-sampling': NO_INPUT,
  'tools-call-elicitation': NO_INPUT,
  'json-schema-2020-12': FIXTURE,
  'resources-read-': FIXTURE,
  'resources-templates-read': FIXTURE,
  'resources-subscribe': SUBSCRIPTIONS,
  'resources-unsubscribe': SUBSCRIPTIONS,
  'logging-set-level': LOGGING,
  'completion-complete': undeclared('completion of arguments', 'completions'),
  'prompts-': PROMPTS,
  'elicitation-': NO_INPUT,
  'input-required-result-': NO_INPUT,
  'server-sse-': NO_STREAM,
  'server-session-lifecycle': { why: 'there are no sessions, which are optional where clients initialise' },
  'http-custom-header-server-validation': {
    why: 'no tool asks that clients repeat a parameter in a header (`x-mcp-header`)',
  },
  'dns-rebinding-protection': {
    why: 'protects servers on a developer’s machine that trust whoever reaches them. Ours may be asked by pages of any host: the public one gives what every page of the shop gets, the merchant’s needs a key, which a browser does not add by itself, or a session, which has its own check of the origin',
  },
}

/** Checks within scenarios that apply. */
const NOT_APPLICABLE_CHECKS: Readonly<Record<string, Reason>> = {
  'sep-2575-server-rejects-undeclared-capability': FIXTURE,
  'sep-2575-missing-capability-http-400': FIXTURE,
  'sep-2575-http-server-no-independent-requests-on-stream': NO_STREAM,
  'sep-2575-server-no-log-without-loglevel': LOGGING,
  'sep-2549-prompts-list-caching-hints': PROMPTS,
}

/** Why a whole scenario does not apply; undefined for one that must pass, also for one that a later suite adds. */
export function scenarioReason(scenario: string): Reason | undefined {
  const fits = Object.keys(NOT_APPLICABLE).filter((name) =>
    name.endsWith('-') ? scenario.startsWith(name) : scenario === name,
  )
  const [best] = fits.sort((one, other) => other.length - one.length)
  return best === undefined ? undefined : NOT_APPLICABLE[best]
}

export const checkReason = (check: string): Reason | undefined => NOT_APPLICABLE_CHECKS[check]

/** The capabilities that a reason says are not declared, and are. */
export const declaredDespite = ({ undeclared = [] }: Reason, capabilities: unknown): string[] =>
  undeclared.filter((path) => {
    let value: unknown = capabilities
    for (const part of path.split('.')) value = Object(value)[part]
    return value !== undefined
  })
