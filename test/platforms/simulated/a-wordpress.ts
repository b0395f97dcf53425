import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Version of the machine's PHP; undefined where there is none. */
export function phpVersion(): string | undefined {
  try {
    return execFileSync('php', ['-r', 'echo PHP_VERSION;'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return undefined
  }
}

/** One step of a simulated WordPress; test/platforms/wordpress/run.php says what each does. */
export type Step = { do: string; [field: string]: unknown }

const RUN = join(import.meta.dirname, '../wordpress/run.php')

const start = promisify(execFile)

/** Runs a script with steps as its input; its last line has the answers. @throws {Error} when PHP fails or is killed */
export async function runPhp(script: string, folder: string, steps: readonly Step[]): Promise<unknown[]> {
  const running = start('php', ['-d', 'memory_limit=2G', script, folder, 'php://stdin'], { maxBuffer: 1e9 })
  running.child.stdin?.end(JSON.stringify(steps))
  const { stdout } = await running
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]')
}

/** A simulated WordPress with WooCommerce and our plug-in. Its options outlive each run, which is a process of its own. */
export class WordPress {
  private readonly folder = mkdtempSync(join(tmpdir(), 'pairwell-wordpress-'))
  private readonly shop: Step

  constructor(shop: { products: number; orders: number; seed?: number }) {
    this.shop = { do: 'shop', ...shop }
  }

  /** Runs steps with the plug-in active; returns the answer of each. */
  async run(...steps: readonly Step[]): Promise<unknown[]> {
    return (await this.steps({ do: 'load' }, ...steps)).slice(1)
  }

  /** Runs steps without the plug-in. */
  async steps(...steps: readonly Step[]): Promise<unknown[]> {
    return (await runPhp(RUN, this.folder, [this.shop, ...steps])).slice(1)
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Form of the settings page. */
export const formOf = (shop: { url: string; publishable_key: string; secret_key: string }): Step => ({
  do: 'save',
  endpoint: `${shop.url}/`,
  publishable_key: shop.publishable_key,
  secret_key: shop.secret_key,
  show_product: '1',
  show_upgrade: '1',
  show_cart: '1',
})
