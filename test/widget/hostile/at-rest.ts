import type { Visit } from '../a-shop.ts'

/** Frames until an element that came into view is observed, requested and rendered. */
const FRAMES = 5

/**
 * Waits until a loaded page is idle: no request is in flight, and some frames later there is still none. The widget aborts
 * its requests after 1.5 seconds, so every page becomes idle.
 */
export async function atRest({ page, inFlight }: Visit): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  // An isolated world has the original functions of the browser, whatever the page has changed.
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
  })
  const nextFrame = () =>
    session.send('Runtime.evaluate', {
      expression: 'new Promise((done) => requestAnimationFrame(() => done()))',
      contextId: executionContextId,
      awaitPromise: true,
    })
  for (let quiet = 0; quiet < FRAMES; quiet += 1) {
    await nextFrame()
    if (inFlight.size > 0) quiet = -1
  }
  await session.detach()
}
