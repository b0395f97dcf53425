import { once } from 'node:events'
import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isMain } from './is-main.ts'
import { callOperator } from './operator-call.ts'

/** How often a backup is begun anew when a model went live while it was made. */
const ATTEMPTS = 3

type Page = { page: string; next: string | null; rows: number; is_whole?: boolean }

/** The ids of all shops of a deployment. */
export async function shopsOf(origin: string, token: string): Promise<string[]> {
  const { items } = await callOperator<{ items: { shop_id: string }[] }>(origin, token, '/v1/shops')
  return items.map(({ shop_id }) => shop_id)
}

/**
 * Writes the backup of a shop to a file, a page a line. The file has its name only when it is complete.
 * @returns the path of the file, and its rows
 * @throws {Error} when the deployment refuses, or the shop was not at rest for three attempts
 */
export async function backUp(
  origin: string,
  token: string,
  shop_id: string,
  folder: string,
  now: Date,
): Promise<{ path: string; rows: number }> {
  mkdirSync(folder, { recursive: true })
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '')
  const path = join(folder, `${shop_id}-${stamp}Z.pairwell`)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const last = await writePages(origin, token, shop_id, `${path}.part`)
    if (last.is_whole) {
      renameSync(`${path}.part`, path)
      return { path, rows: last.rows }
    }
  }
  rmSync(`${path}.part`)
  throw new Error(
    `Models of shop ${shop_id} went live during ${ATTEMPTS} attempts. Try again in a quiet hour.`,
  )
}

async function writePages(origin: string, token: string, shop_id: string, path: string): Promise<Page> {
  // What is in a backup is for its operator alone, encrypted or not.
  const file = createWriteStream(path, { mode: 0o600 })
  try {
    for (let after = ''; ; ) {
      const query = new URLSearchParams({ after })
      const page = await callOperator<Page>(origin, token, `/v1/shops/${shop_id}/backup?${query}`)
      if (!file.write(`${page.page}\n`)) await once(file, 'drain')
      if (page.next === null) return page
      after = page.next
    }
  } finally {
    file.end()
    await once(file, 'close')
  }
}

if (isMain(import.meta)) {
  const [address = '', which = '', folder = ''] = process.argv.slice(2)
  if (!/^https?:\/\//.test(address) || !URL.canParse(address) || which === '' || folder === '') {
    console.error(
      'Name the deployment, a shop or all, and a folder: ADMIN_TOKEN=… npm run backup -- https://pairwell.example.com all backups',
    )
    process.exit(2)
  }
  const { origin } = new URL(address)
  const token = process.env.ADMIN_TOKEN ?? ''
  for (const shop_id of which === 'all' ? await shopsOf(origin, token) : [which]) {
    const { path, rows } = await backUp(origin, token, shop_id, folder, new Date())
    console.log(`${path}: ${rows} rows`)
  }
  console.log('The files can be read only with the MASTER_KEY of the deployment. Keep it elsewhere.')
}
