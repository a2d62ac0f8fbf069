import __future__

print(__future__.annotations.getMandatoryRelease(), __future__.division.getOptionalRelease())
print(__future__.all_feature_names)
