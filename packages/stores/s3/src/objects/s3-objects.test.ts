import { startSmallS3 } from '../testing/start-small-s3.ts';
import { testObjects } from '../testing/test-objects.ts';

testObjects(() => startSmallS3({ pageSize: 2 }));
