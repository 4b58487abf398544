import { expect, test } from '@jest/globals';
import { lineOf } from './template-line.ts';

const TEXT = `Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: !Sub
        - '\${a}'
        - a: !Ref Missing
      Timeout: !If
        - Slow
        - 900
        - Fn::If: [Fast, 1, 2]
      Events:
        E:
          Properties:
            RequestParameters:
              - method.request.header.X:
                  Required: true
`;

test.each([
  ['Resources', 1],
  ['Resources.Fn', 2],
  ['Resources.Fn.Properties.Handler', 5],
  ['Resources.Fn.Properties.Handler.Fn::Sub.a', 6],
  ['Resources.Fn.Properties.Handler.Fn::Sub[1].a', 7],
  ['Resources.Fn.Properties.Timeout.Fn::If[1]', 10],
  ['Resources.Fn.Properties.Timeout.Fn::If[2].Fn::If[2]', 11],
  ['Resources.Fn.Properties.Events.E.Properties.RequestParameters[0].method.request.header.X.Required', 17],
  ['Resources.Fn.Properties.MemorySize', 4],
  ['Resources.Function', 1],
  ['Parameters.P', undefined],
])('a place has the line of its innermost part that the text has: %s', (at, line) => {
  expect(lineOf(TEXT, at)).toBe(line);
});
