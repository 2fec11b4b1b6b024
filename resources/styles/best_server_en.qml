<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|Labeling|Rendering" maxScale="0" hasScaleBasedVisibilityFlag="0" version="3.22.16-Białowieża" minScale="1e+08">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option value="" type="QString" name="name"/>
      <Option name="properties"/>
      <Option value="collection" type="QString" name="type"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling zoomedOutResamplingMethod="nearestNeighbour" enabled="false" zoomedInResamplingMethod="nearestNeighbour" maxOversampling="2"/>
    </provider>
    <rasterrenderer alphaBand="-1" nodataColor="" type="paletted" opacity="1" band="1">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry value="0" label="Sector 0" color="#a6cee3" alpha="255"/>
        <paletteEntry value="1" label="Sector 1" color="#cab2d6" alpha="255"/>
        <paletteEntry value="2" label="Sector 2" color="#b2df8a" alpha="255"/>
        <paletteEntry value="3" label="Sector 3" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="4" label="Sector 4" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="5" label="Sector 5" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="6" label="Sector 6" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="7" label="Sector 7" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="8" label="Sector 8" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="9" label="Sector 9" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="10" label="Sector 10" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="11" label="Sector 11" color="#b0bcc8" alpha="255"/>
        <paletteEntry value="12" label="Sector 12" color="#a6cee3" alpha="255"/>
        <paletteEntry value="13" label="Sector 13" color="#cab2d6" alpha="255"/>
        <paletteEntry value="14" label="Sector 14" color="#b2df8a" alpha="255"/>
        <paletteEntry value="15" label="Sector 15" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="16" label="Sector 16" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="17" label="Sector 17" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="18" label="Sector 18" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="19" label="Sector 19" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="20" label="Sector 20" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="21" label="Sector 21" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="22" label="Sector 22" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="23" label="Sector 23" color="#b0bcc8" alpha="255"/>
        <paletteEntry value="24" label="Sector 24" color="#a6cee3" alpha="255"/>
        <paletteEntry value="25" label="Sector 25" color="#cab2d6" alpha="255"/>
        <paletteEntry value="26" label="Sector 26" color="#b2df8a" alpha="255"/>
        <paletteEntry value="27" label="Sector 27" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="28" label="Sector 28" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="29" label="Sector 29" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="30" label="Sector 30" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="31" label="Sector 31" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="32" label="Sector 32" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="33" label="Sector 33" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="34" label="Sector 34" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="35" label="Sector 35" color="#b0bcc8" alpha="255"/>
        <paletteEntry value="36" label="Sector 36" color="#a6cee3" alpha="255"/>
        <paletteEntry value="37" label="Sector 37" color="#cab2d6" alpha="255"/>
        <paletteEntry value="38" label="Sector 38" color="#b2df8a" alpha="255"/>
        <paletteEntry value="39" label="Sector 39" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="40" label="Sector 40" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="41" label="Sector 41" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="42" label="Sector 42" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="43" label="Sector 43" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="44" label="Sector 44" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="45" label="Sector 45" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="46" label="Sector 46" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="47" label="Sector 47" color="#b0bcc8" alpha="255"/>
        <paletteEntry value="48" label="Sector 48" color="#a6cee3" alpha="255"/>
        <paletteEntry value="49" label="Sector 49" color="#cab2d6" alpha="255"/>
        <paletteEntry value="50" label="Sector 50" color="#b2df8a" alpha="255"/>
        <paletteEntry value="51" label="Sector 51" color="#d9d2a6" alpha="255"/>
        <paletteEntry value="52" label="Sector 52" color="#8fb8c9" alpha="255"/>
        <paletteEntry value="53" label="Sector 53" color="#c9a6b8" alpha="255"/>
        <paletteEntry value="54" label="Sector 54" color="#9fc9b0" alpha="255"/>
        <paletteEntry value="55" label="Sector 55" color="#b8b8d9" alpha="255"/>
        <paletteEntry value="56" label="Sector 56" color="#d9c6e3" alpha="255"/>
        <paletteEntry value="57" label="Sector 57" color="#a8d0d0" alpha="255"/>
        <paletteEntry value="58" label="Sector 58" color="#c6d9a0" alpha="255"/>
        <paletteEntry value="59" label="Sector 59" color="#b0bcc8" alpha="255"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast gamma="1" contrast="0" brightness="0"/>
    <huesaturation grayscaleMode="0" saturation="0" invertColors="0" colorizeRed="255" colorizeGreen="128" colorizeStrength="100" colorizeOn="0" colorizeBlue="128"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
