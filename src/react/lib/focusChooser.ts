/**
 * Focuses the button that opens the file dialog; without it, the first button that can be focused.
 * Searches below the root and not by id, because the document of this script does not find the id
 * in a shadow tree or in another window.
 */
export function focusChooser(root: HTMLElement | null, options?: FocusOptions): void {
  for (const selection of ['[data-part=trigger]', 'button']) {
    for (const button of root?.querySelectorAll<HTMLElement>(selection) ?? []) {
      button.focus(options)
      if (button.matches(':focus')) return
    }
  }
}
