/** Drops files on an element as a browser would: enter, over, drop. */
export function dropFile(element: EventTarget, files: File | readonly File[]): void {
  const dataTransfer = new DataTransfer()
  for (const file of files instanceof File ? [files] : files) dataTransfer.items.add(file)
  for (const type of ['dragenter', 'dragover', 'drop']) {
    element.dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer }),
    )
  }
}
