/** `search-image-uploader/testing`: for tests, stories and local development. */
export { createLocalService, type LocalService, type LocalServiceOptions } from './local-service.js'
export type { Listening } from './listen.js'
export type { LinkRecord, ServiceRequest, StoredObject } from './service-state.js'
export type { CallFault, Faults, PreflightFault, PutFault, Sequence, Wait } from './faults.js'
export { stubUploader, type StubMethod, type StubUploaderOptions } from './stub-uploader.js'
export { createTestImage, type TestImageOptions } from './test-image.js'
export { dropFile } from './drop-file.js'
