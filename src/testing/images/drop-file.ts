/**
 * Drops files on an element with the events of a browser: `dragenter`, `dragover`, `drop`.
 * @param element the drop target, for example the part `dropzone`
 * @param files one file or several
 * @example
 * dropFile(element, await createTestImage())
 */
export function dropFile(element: EventTarget, files: File | readonly File[]): void {
  const dataTransfer = new DataTransfer()
  for (const file of files instanceof File ? [files] : files) dataTransfer.items.add(file)
  for (const type of ['dragenter', 'dragover', 'drop']) {
    element.dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer }),
    )
  }
}
