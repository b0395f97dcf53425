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

/** The messages of PHP about a process that was killed are of no interest. */
const start = promisify(execFile)

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
    const all = JSON.stringify([this.shop, ...steps])
    const options = ['-d', 'memory_limit=2G', RUN, this.folder]
    const running = start('php', [...options, 'php://stdin'], { maxBuffer: 1e9 })
    running.child.stdin?.end(all)
    const { stdout } = await running
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]').slice(1)
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
