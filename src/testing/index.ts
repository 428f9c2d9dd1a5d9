/** `search-image-uploader/testing`: for tests, stories and local development. */
export {
  createLocalService,
  type LocalService,
  type LocalServiceOptions,
} from './service/local-service.js'
export type { Listening } from './service/listen.js'
export type { LinkRecord, ServiceRequest, StoredObject } from './service/service-state.js'
export type {
  CallFault,
  Faults,
  PreflightFault,
  PutFault,
  Sequence,
  Wait,
} from './faults/faults.js'
export { stubUploader, type StubMethod, type StubUploaderOptions } from './stub/stub-uploader.js'
export { createTestImage, type TestImageOptions } from './images/test-image.js'
export { dropFile } from './images/drop-file.js'
