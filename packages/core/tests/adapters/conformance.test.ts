import { describeAdapter } from '../../src/testing/conformance/index.js'
import { adapterSubjects } from '../helpers/adapter-subjects.js'
import { fixtures } from '../helpers/fixtures.js'

for (const subject of adapterSubjects) describeAdapter({ ...subject, fixtures })
