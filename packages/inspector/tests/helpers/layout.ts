/** Whether anything sticks out at the side. */
import type { Page } from 'playwright-core'

/**
 * Elements that reach beyond the window and do not stand in something that scrolls by itself; empty when the page
 * fits.
 */
export async function findOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      !element.matches('body, .shell') &&
      (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX) ||
        scrolls(element.parentElement))
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) =>
        element.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(element.parentElement),
    )
    const own = [...document.querySelectorAll('html, .shell')]
      .filter((element) => element.scrollWidth > innerWidth)
      .map((element) => element.tagName)
    const moved = document.querySelector('.top-bar')?.getBoundingClientRect().top ?? 0
    const panes = [...document.querySelectorAll('.detail-pane, .rows, .tab-panel')].filter(
      (element) => element.scrollWidth > element.clientWidth,
    )
    return [
      ...own,
      ...(moved === 0 ? [] : ['the page itself scrolls']),
      ...[...wide, ...panes].map((element) => `${element.tagName}.${element.className}`),
    ]
  })
}
