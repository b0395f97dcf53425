/** What a deployment is called, and what it is bound to. */
export type Deployment = {
  /** Name of the Worker, and the beginning of the names of its databases and queues: `pairwell`, or `pairwell-staging` beside it. */
  name: string
  /** Ids of the databases by number, without gaps from 0 on. */
  database_ids: readonly string[]
  /** Custom domain, such as pairwell.example.com; without it the Worker has its address on workers.dev. */
  domain?: string
}

/** Name in wrangler.toml, which the names of databases and queues begin with. */
const NAME = 'pairwell'
/** Lanes of the queues that a deployment needs, the general one first. */
const QUEUES = ['jobs', 'feed-jobs', 'mining-jobs', 'tuning-jobs'] as const

/** The name of a database: that of the first one is the deployment's. */
export const databaseName = (name: string, number: number): string =>
  number === 0 ? name : `${name}-${number}`

/** The binding of a database. */
export const bindingOf = (number: number): string => (number === 0 ? 'DB' : `DB_${number}`)

export const queueNames = (name: string): string[] => QUEUES.map((lane) => `${name}-${lane}`)

const binding = ({ name }: Deployment, id: string, number: number): string => `[[d1_databases]]
binding = "${bindingOf(number)}"
database_name = "${databaseName(name, number)}"
database_id = "${id}"
migrations_dir = "schema/migrations"
`

/**
 * The configuration of a deployment, from that of the repository.
 * @param toml wrangler.toml, in which names begin with `pairwell` and one database is bound
 */
export function configOf(toml: string, deployment: Deployment): string {
  const { name, database_ids, domain } = deployment
  const named = toml
    .replace(`name = "${NAME}"`, `name = "${name}"`)
    .replace(new RegExp(`^queue = "${NAME}-`, 'gm'), `queue = "${name}-`)
  const [before = '', after = ''] = named.split(/^\[\[d1_databases\]\]\n(?:\w+ = .*\n)+/m)
  const databases = database_ids.map((id, number) => binding(deployment, id, number))
  const route = domain === undefined ? '' : `routes = [{ pattern = "${domain}", custom_domain = true }]\n`
  // Keys of the top level stand before the first table.
  return `${before.replace(/^(compatibility_date = .*\n)/m, `$1${route}`)}${databases.join('\n')}${after}`
}
