import { parseArgs } from 'node:util'

/** What the command line asks for. */
export type Options = { name: string; databases?: number; domain?: string; dryRun: boolean }

/** A name that Cloudflare takes for Workers, databases and queues. */
const NAME = /^[a-z][a-z0-9-]{0,40}$/
const DOMAIN = /^([a-z0-9-]+\.)+[a-z]{2,}$/
/** Further databases have the numbers 1 to 999. */
const MOST_DATABASES = 1_000

export const USAGE = `npm run deploy -- [--name pairwell-staging] [--databases 2] [--domain pairwell.example.com] [--dry-run]

  --name       name of the Worker, and the beginning of the names of its databases and queues; pairwell by default
  --databases  number of databases; those that are missing are created. By default as many as there are, at least one
  --domain     custom domain, in a zone of the account
  --dry-run    builds and checks everything that can be checked without an account, and changes nothing`

/** @throws {Error} that names the option and what it may be */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      name: { type: 'string', default: 'pairwell' },
      databases: { type: 'string' },
      domain: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  })
  const { name, domain } = values
  if (!NAME.test(name))
    throw new Error(`--name ${name}: use small letters, digits and hyphens, such as pairwell-staging.`)
  if (domain !== undefined && !DOMAIN.test(domain)) {
    throw new Error(`--domain ${domain}: give a host name without https://, such as pairwell.example.com.`)
  }
  const databases = values.databases === undefined ? undefined : Number(values.databases)
  if (
    databases !== undefined &&
    !(Number.isInteger(databases) && databases >= 1 && databases <= MOST_DATABASES)
  ) {
    throw new Error(`--databases ${values.databases}: give a whole number from 1 to ${MOST_DATABASES}.`)
  }
  return {
    ...{ name, dryRun: values['dry-run'] },
    ...(databases !== undefined && { databases }),
    ...(domain !== undefined && { domain }),
  }
}
