import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Browser } from '@playwright/test'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** Serves the files of a folder, on a free port of this machine. */
async function serve(folder: string) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://shop')
    const file = pathname === '/' ? '/index.html' : pathname
    const content = await readFile(join(folder, file)).catch(() => undefined)
    if (!content) return void response.writeHead(404).end()
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream').end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** What a built page did in Chromium. */
export type Shown = { cards: number; added: unknown; faults: string[] }

/** Opens a built page against an API, waits for its panel, and presses the first button. @throws when no panel comes */
export async function showIn(browser: Browser, folder: string, api: string, key: string): Promise<Shown> {
  const shop = await serve(folder)
  const page = await browser.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  try {
    await page.goto(`${shop.origin}/?api=${api}&key=${key}`)
    await page.getByRole('listitem').nth(1).waitFor()
    const cards = await page.getByRole('listitem').count()
    await page.locator('[part~="add"]').first().click()
    await page.locator('[part~="added"]').waitFor()
    const added = await page.evaluate(() => ('added' in window ? window.added : undefined))
    return { cards, added, faults }
  } finally {
    await page.close()
    await shop.close()
  }
}
