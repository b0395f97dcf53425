import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { isMain } from './is-main.ts'
import { callOperator } from './operator-call.ts'

/** Name of a backup's file: the shop's id, and when it was made. */
const FILE_NAME = /^(\d{1,3}[0-9a-z]{12})-/

/**
 * Sends the pages of a backup to a deployment that does not have the shop.
 * @returns the shop's id and the number of rows
 * @throws {Error} when the deployment refuses a page, or the file ends early
 */
export async function restore(
  origin: string,
  token: string,
  path: string,
): Promise<{ shop_id: string; rows: number }> {
  const shop_id = FILE_NAME.exec(basename(path))?.[1]
  if (shop_id === undefined) throw new Error(`${path}: the name of a backup begins with the id of its shop.`)
  let rows = 0
  let isDone = false
  for await (const page of createInterface({ input: createReadStream(path) })) {
    type State = { rows: number; done: boolean }
    const state = await callOperator<State>(origin, token, `/v1/shops/${shop_id}/restore`, { page })
    rows += state.rows
    isDone = state.done
  }
  if (!isDone) throw new Error(`${path}: the file ends before its last page, so the shop is not open.`)
  return { shop_id, rows }
}

if (isMain(import.meta)) {
  const [address = '', ...files] = process.argv.slice(2)
  if (!/^https?:\/\//.test(address) || !URL.canParse(address) || files.length === 0) {
    console.error(
      'Name the deployment and the files: ADMIN_TOKEN=… npm run restore -- https://pairwell.example.com backups/*.pairwell',
    )
    process.exit(2)
  }
  for (const path of files) {
    const { shop_id, rows } = await restore(new URL(address).origin, process.env.ADMIN_TOKEN ?? '', path)
    console.log(`shop ${shop_id}: ${rows} rows`)
  }
}
